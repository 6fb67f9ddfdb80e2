import { editIn, placeIn } from '@goldpath/diagnostics';
import { matchesInCode } from '../../expression/codeSpans.ts';
import { type Expression, parseExpression } from '../../expression/expression.ts';
import type { Hyphen } from '../../expression/uses.ts';
import type { LintRule, Report } from '../../rule.ts';
import type { LintTemplate, Rendered } from '../../template/lintTemplate.ts';

/** Names with a hyphen are written in brackets. */
export const hyphenInDotForm: LintRule = {
  id: 'hyphen-in-dot-form',
  title: "A name with a hyphen is written in brackets: steps['create-repo'].output.",
  why: 'A hyphen subtracts: steps.create-repo.output subtracts repo.output from steps.create. Neither exists, so the expression silently has no value.',
  severity: 'error',
  example: {
    incorrect:
      "steps:\n  - { id: get-it, action: catalog:fetch, input: { entityRef: 'a:b' } }\noutput: { entity: '${{ steps.get-it.output.entity }}' }\n",
    correct:
      "steps:\n  - { id: get-it, action: catalog:fetch, input: { entityRef: 'a:b' } }\noutput: { entity: '${{ steps[\"get-it\"].output.entity }}' }\n",
  },
  check: ({ template }) =>
    template.rendered.flatMap(rendered => {
      const { expression } = rendered;
      return hyphensIn(expression, template).map(hyphen => toReport(hyphen, rendered));
    }),
};

function hyphensIn(expression: Expression, template: LintTemplate): Hyphen[] {
  if (expression.problem) return dottedHyphens(expression.text);
  return expression.hyphens.filter(hyphen => isName(template, expression, hyphen));
}

function toReport(hyphen: Hyphen, { node }: Rendered): Report {
  const { root, keys, offset, written } = hyphen;
  // the quotes that are not used around the string
  const replacement = bracketed(root, keys, node.style === 'QUOTE_SINGLE' ? '"' : "'");
  return {
    at: placeIn(node, offset),
    message: `The hyphens in ${written} subtract values that do not exist, so it has no value.`,
    fix: `Write ${replacement}.`,
    edits: [editIn(node, offset, offset + written.length, replacement)],
  };
}

/** The portal's names whose values have keys. */
const roots = ['parameters', 'steps', 'secrets', 'environment', 'user', 'context', 'each'];

/** Whether a hyphen is a part of a name; subtracting a number may be intended. */
function isName({ parameters }: LintTemplate, { hasStatements }: Expression, hyphen: Hyphen): boolean {
  const { root, keys, written } = hyphen;
  const name = keys[0] ?? '';
  if (!roots.includes(root)) return false;
  if (root === 'steps' || (root === 'parameters' && parameters.fields.has(name))) return true;
  // statements may define the name that is subtracted
  return !/-\d+(\.|$)/.test(written) && !hasStatements;
}

/** Names such as `steps.step-1.output`, whose number the engine cannot parse. */
export function dottedHyphens(text: string): Hyphen[] {
  const found = matchesInCode(
    text,
    /\b(?:steps|parameters|secrets)(?:\.\w+)*\.\w+-[\w-]*[\w](?:\.[\w-]*\w)*/g,
  );
  const hyphens = found.map(({ match: [written], offset }) => {
    const [root = '', ...keys] = written.split('.');
    return { root, keys, written, offset };
  });
  if (!parseExpression(withBrackets(text, hyphens)).problem) return hyphens;
  // another part of the string has a problem of its own
  return hyphens.filter(hyphen => {
    const start = text.lastIndexOf('${{', hyphen.offset);
    const end = text.indexOf('}}', hyphen.offset);
    const own = { ...hyphen, offset: hyphen.offset - start };
    return (
      start >= 0 && end >= 0 && !parseExpression(withBrackets(text.slice(start, end + 2), [own])).problem
    );
  });
}

function withBrackets(text: string, hyphens: readonly Hyphen[]): string {
  return hyphens.reduceRight(
    (rest, { root, keys, written, offset }) =>
      rest.slice(0, offset) + bracketed(root, keys, '"') + rest.slice(offset + written.length),
    text,
  );
}

function bracketed(root: string, keys: string[], quote: string): string {
  const parts = keys.map(key => (key.includes('-') ? `[${quote}${key}${quote}]` : `.${key}`));
  return root + parts.join('');
}
