import { matchesInCode } from '../../expression/codeSpans.ts';
import { type Expression, parseExpression } from '../../expression/expression.ts';
import type { Hyphen } from '../../expression/uses.ts';
import type { LintRule } from '../../rule.ts';
import { placeIn } from '../../source/located.ts';
import { editIn } from '../../source/scalarEdit.ts';
import type { LintTemplate, Rendered } from '../../template/lintTemplate.ts';

/** Names with a hyphen stand in brackets. */
export const hyphenInDotForm: LintRule = {
  id: 'hyphen-in-dot-form',
  title: "A name with a hyphen stands in brackets: steps['create-repo'].output.",
  why: 'A hyphen subtracts. steps.create-repo.output takes repo.output from steps.create, of which neither exists, and gives no value; nobody is told.',
  severity: 'error',
  example: {
    bad: "steps:\n  - { id: get-it, action: catalog:fetch, input: { entityRef: 'a:b' } }\noutput: { entity: '${{ steps.get-it.output.entity }}' }\n",
    good: "steps:\n  - { id: get-it, action: catalog:fetch, input: { entityRef: 'a:b' } }\noutput: { entity: '${{ steps[\"get-it\"].output.entity }}' }\n",
  },
  check: ({ template }) =>
    template.rendered.flatMap(one => {
      const { expression, node } = one;
      const parsed = expression.hyphens.filter(hyphen => isName(template, expression, hyphen));
      const hyphens = expression.problem ? dottedHyphens(expression.text) : parsed;
      return hyphens.map(hyphen => {
        const instead = inBrackets(hyphen, one);
        const end = hyphen.offset + hyphen.written.length;
        return {
          at: placeIn(node, hyphen.offset),
          message: `The hyphens in ${hyphen.written} subtract, and what they subtract does not exist: it gives no value.`,
          fix: `Write ${instead}.`,
          edits: [editIn(node, hyphen.offset, end, instead)],
        };
      });
    }),
};

/** The names that the portal gives a value which has keys. */
const roots = ['parameters', 'steps', 'secrets', 'environment', 'user', 'context', 'each'];

/** Whether a hyphen is part of a name; a number may well be subtracted. */
function isName({ parameters }: LintTemplate, { hasStatements }: Expression, hyphen: Hyphen): boolean {
  const { root, keys, written } = hyphen;
  const name = keys[0] ?? '';
  if (!roots.includes(root)) return false;
  if (root === 'steps' || (root === 'parameters' && parameters.fields.has(name))) return true;
  // what is subtracted may be a name of the text itself
  return !/-\d+(\.|$)/.test(written) && !hasStatements;
}

/** Names such as `steps.step-1.output`, of which the engine cannot parse the number. */
export function dottedHyphens(text: string): Hyphen[] {
  const found = matchesInCode(
    text,
    /\b(?:steps|parameters|secrets)(?:\.\w+)*\.\w+-[\w-]*[\w](?:\.[\w-]*\w)*/g,
  );
  const hyphens = found.map(({ match: [written], offset }) => {
    const [root = '', ...keys] = written.split('.');
    return { root, keys, written, offset };
  });
  const mended = hyphens.reduceRight(
    (rest, { root, keys, written, offset }) =>
      rest.slice(0, offset) + bracketed(root, keys, '"') + rest.slice(offset + written.length),
    text,
  );
  return parseExpression(mended).problem ? [] : hyphens;
}

/** With the quotes that the YAML around it, and the text itself, leave free. */
function inBrackets({ root, keys }: Hyphen, { node }: Rendered): string {
  return bracketed(root, keys, node.style === 'QUOTE_SINGLE' ? '"' : "'");
}

function bracketed(root: string, keys: string[], quote: string): string {
  const parts = keys.map(key => (key.includes('-') ? `[${quote}${key}${quote}]` : `.${key}`));
  return root + parts.join('');
}
