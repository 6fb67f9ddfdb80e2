import { at, type Place, placeIn } from '@goldpath/diagnostics';
import type { LintRule, Report } from '../../rule.ts';
import type { LintTemplate, Rendered } from '../../template/lintTemplate.ts';
import { declarationsOf } from './declarations.ts';

/** The filters of the portal that parse a string, and return an object. */
const FILTERS = 'parseRepoUrl|parseEntityRef';

/** Filters that parse references parse all of it, and a string contains only a part of their result. */
export const parsedReference: LintRule = {
  id: 'parsed-reference',
  title:
    'parseRepoUrl and parseEntityRef get a whole value, and strings contain only a part that their result has.',
  why: 'The result is an object: in a string it becomes [object Object]. A filter applies to the operand before it, not to the whole sum.',
  severity: 'error',
  example: {
    incorrect:
      "parameters: { required: [repoUrl], properties: { repoUrl: { type: string } } }\nsteps:\n  - { id: log, action: debug:log, input: { message: 'Created ${{ parameters.repoUrl | parseRepoUrl }}' } }\n",
    correct:
      'parameters: { required: [repoUrl], properties: { repoUrl: { type: string } } }\nsteps:\n  - { id: log, action: debug:log, input: { message: "Created ${{ parameters.repoUrl | parseRepoUrl | pick(\'repo\') }}" } }\n',
  },
  check: ({ template }) =>
    template.rendered
      .filter(({ expression }) => !expression.problem)
      .flatMap(one => [
        ...ofObjects(one),
        ...ofSums(one),
        ...ofKeys(one),
        ...withoutKey(one),
        ...ofAnswers(one, template),
      ]),
};

/** `parameters.repoUrl | parseRepoUrl | pick` */
function withoutKey({ node, expression: { text } }: Rendered): Report[] {
  return [...text.matchAll(/\|\s*pick\s*(?:\(\s*\)\s*)?(?=\||-?\}\})/g)].map(({ index }) => ({
    at: placeIn(node, index),
    message: 'pick has no key, so the result has no value.',
    fix: "Write the key, such as pick('repo').",
  }));
}

/** `Created ${{ parameters.database }}`, and `parameters.repoUrl | parseEntityRef`. */
function ofAnswers({ node, expression }: Rendered, { pages, parameters }: LintTemplate): Report[] {
  const { text, isWhole, hasStatements } = expression;
  const pattern = /\$\{\{-?\s*parameters\.(\w+)\s*(?:-?\}\}|\|\s*(parseEntityRef|parseRepoUrl)\b)/g;
  return [...text.matchAll(pattern)].flatMap(({ index, 1: name = '', 2: filter }) => {
    if (filter === 'parseEntityRef') {
      const fields = declarationsOf(pages, name);
      const isOfRepository =
        fields.length > 0 && fields.every(one => at(one, 'ui:field')?.value === 'RepoUrlPicker');
      return isOfRepository ? [ofOtherFilter(placeIn(node, index))] : [];
    }
    const isExtension = parameters.fields.get(name)?.schema.entries.has('ui:field');
    if (filter || isWhole || hasStatements || isExtension || parameters.types.get(name) !== 'object')
      return [];
    return [
      {
        at: placeIn(node, index),
        message: `parameters.${name} is an object, so the string contains [object Object].`,
        fix: `Write one of its keys, or parameters.${name} | dump.`,
      },
    ];
  });
}

const ofOtherFilter = (at: Place): Report => ({
  at,
  message: 'The answer of RepoUrlPicker is not the reference of an entity, so parseEntityRef fails.',
  fix: 'Write parseRepoUrl.',
});

/** `https://${{ parameters.repoUrl | parseRepoUrl }}` */
function ofObjects({ node, expression }: Rendered): Report[] {
  const { text, isWhole, hasStatements } = expression;
  if (isWhole || hasStatements) return [];
  const pattern = new RegExp(String.raw`\$\{\{(?:(?!\}\}|\{).)*?\|\s*(${FILTERS})\s*-?\}\}`, 'gs');
  return [...text.matchAll(pattern)].map(({ index, 1: filter = '' }) => ({
    at: placeIn(node, index),
    message: `The result of ${filter} is an object, so the string contains [object Object].`,
    fix: `Write a part of it: ${filter} | pick('${filter === 'parseRepoUrl' ? 'repo' : 'name'}').`,
  }));
}

/** `parameters.repoUrl + '-infra' | parseRepoUrl`, which parses only the last operand. */
function ofSums({ node, expression: { text } }: Rendered): Report[] {
  const pattern = new RegExp(String.raw`[+~]\s*((["'])(?:(?!\2).)*\2)\s*\|\s*(${FILTERS})\b`, 'g');
  return [...text.matchAll(pattern)].map(({ index, 1: literal = '', 3: filter = '' }) => ({
    at: placeIn(node, index),
    message: `${filter} applies only to ${literal}, and fails.`,
    fix: `Put the sum into parentheses: (... ${text.charAt(index)} ${literal}) | ${filter}.`,
  }));
}

/** The keys of the results, from the filters of `@backstage/plugin-scaffolder-backend` (read on 2026-11-29). */
export const keysOfParsed: Readonly<Record<string, readonly string[]>> = {
  parseRepoUrl: ['host', 'owner', 'repo', 'organization', 'workspace', 'project'],
  parseEntityRef: ['kind', 'namespace', 'name'],
};

/** `parameters.repoUrl | parseRepoUrl | pick('name')`, a key that the result does not have. */
function ofKeys({ node, expression: { text } }: Rendered): Report[] {
  const pattern = new RegExp(
    String.raw`\b(${FILTERS})(?:\((?:(?!\}\}|\)).)*\))?\s*(?:\|\s*pick\(\s*(['"])(\w+)\2\s*\)|\)\s*(?:\.(\w+)|\[\s*['"](\w+)['"]\s*\]))`,
    'gs',
  );
  return [...text.matchAll(pattern)]
    .map(({ index, 1: filter = '', 3: picked, 4: dotted, 5: quoted }) => {
      const key = picked ?? dotted ?? quoted ?? '';
      return { index, filter, key, known: keysOfParsed[filter] ?? [] };
    })
    .filter(({ key, known }) => !known.includes(key))
    .map(({ index, filter, key, known }) => ({
      at: placeIn(node, index),
      message: `The result of ${filter} has no ${key}, so it has no value.`,
      fix: `Write one of ${known.join(', ')}.`,
    }));
}
