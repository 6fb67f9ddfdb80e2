import { type Located, placeIn } from '@goldpath/diagnostics';
import { keySpan } from '../../expression/keySpan.ts';
import type { LintRule, Report } from '../../rule.ts';
import type { LintTemplate, Rendered } from '../../template/lintTemplate.ts';
import { isFormOpen } from './declarations.ts';

/** An input with the name of a field gets the answer to that field. */
export const swappedField: LintRule = {
  id: 'swapped-field',
  title: 'An input with the name of a field reads this field, and not another one.',
  why: 'When no expression reads a field, and an input with its name reads another field, the user answers in vain.',
  severity: 'warning',
  example: {
    incorrect:
      "parameters: { properties: { port: { type: string }, protocol: { type: string } } }\nsteps:\n  - id: fetch\n    action: fetch:template\n    input: { url: 'https://example.com/a', values: { port: '${{ parameters.port }}', protocol: '${{ parameters.port }}' } }\n",
    correct:
      "parameters: { properties: { port: { type: string }, protocol: { type: string } } }\nsteps:\n  - id: fetch\n    action: fetch:template\n    input: { url: 'https://example.com/a', values: { port: '${{ parameters.port }}', protocol: '${{ parameters.protocol }}' } }\n",
  },
  check({ template }) {
    if (template.hasUnknownSteps || isFormOpen(template)) return [];
    const references = template.rendered.flatMap(({ expression }) => expression.references);
    const hasProblem = template.rendered.some(({ expression }) => expression.problem);
    const read = new Set(references.filter(({ root }) => root === 'parameters').map(({ keys }) => keys[0]));
    // an expression that reads all parameters, or cannot be parsed
    if (hasProblem || read.has(undefined)) return [];
    return template.rendered.flatMap(rendered => [
      ...toReports(rendered, template, read),
      ...partReports(rendered, template, read),
    ]);
  },
};

/** `repo=${{ parameters.name }}` in a repoUrl, with a field `repo` that no expression reads. */
function partReports(
  { node, expression, keys }: Rendered,
  { parameters }: LintTemplate,
  read: ReadonlySet<string | undefined>,
): Report[] {
  if (keys.at(-1) !== 'repoUrl') return [];
  return expression.references.flatMap(({ root, keys: [given = ''], offset }) => {
    const [, name = ''] = /[?&](\w+)=\$\{\{-?\s*$/.exec(expression.text.slice(0, offset)) ?? [];
    const isSwapped = root === 'parameters' && parameters.fields.has(name) && !read.has(name);
    return isSwapped ? [report(node, offset, name, given)] : [];
  });
}

function toReports(
  { node, expression, in: where, keys }: Rendered,
  { parameters }: LintTemplate,
  read: ReadonlySet<string | undefined>,
): Report[] {
  const [reference, another] = expression.references;
  const isCopy = where === 'input' && expression.isWhole && !another && reference?.root === 'parameters';
  if (!isCopy) return [];
  const names = [keys.at(-1), outerName(keys, reference.keys)];
  const name = names.find(one => typeof one === 'string' && parameters.fields.has(one) && !read.has(one));
  if (typeof name !== 'string') return [];
  const span = keySpan(expression.text, reference, 0);
  const [given = ''] = reference.keys;
  if (!span || !parameters.fields.has(given)) return [];
  return [report(node, reference.offset, name, given)];
}

/** `traefik` of `traefik: { enabled: ${{ parameters.dapr.enabled }} }`: the key above the keys that are read. */
function outerName(keys: Rendered['keys'], [, ...inner]: readonly string[]): string | number | undefined {
  if (inner.length === 0) return undefined;
  const isSame = inner.every((key, index) => keys.at(index - inner.length) === key);
  return isSame ? keys.at(-inner.length - 1) : undefined;
}

function report(node: Located, offset: number, name: string, given: string): Report {
  return {
    at: placeIn(node, offset),
    message: `${name} is parameters.${given}, and no expression reads parameters.${name}.`,
    fix: `Write parameters.${name} if that is intended.`,
  };
}
