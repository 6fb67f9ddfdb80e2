import type { LintRule, Report } from '../../rule.ts';
import { skeletonExample } from './example.ts';
import { renderedFiles } from './renderedFiles.ts';

/** Files are templates that the engine can parse. */
export const skeletonSyntax: LintRule = {
  id: 'skeleton-syntax',
  title: 'The portal can parse every file of a skeleton that it renders.',
  why: 'One file that cannot be parsed fails the whole step, for everybody who fills in the form.',
  severity: 'error',
  example: {
    bad: skeletonExample({ 'ci.yaml': 'if: ${{ values.name == "a" && values.name }}\n' }),
    good: skeletonExample({ 'ci.yaml': 'if: ${{ values.name == "a" and values.name }}\n' }),
  },
  check: context =>
    renderedFiles(context).flatMap(({ file, skeletons }): Report[] => {
      const action = skeletons[0]?.step.action;
      const faults = (file.rendered?.faults ?? []).filter(({ kind }) => kind === 'syntax');
      const path = file.name.problem && `its path cannot be rendered, ${file.name.problem.message}`;
      return [
        ...(path
          ? [{ at: { source: file, start: 0 }, message: `${path}: ${action} fails`, fix: REMEDY }]
          : []),
        ...faults.map(({ offset, message, tag }) => ({
          at: { source: file, start: offset },
          message: `${message}: ${action} fails`,
          fix: tag?.kind === 'variable' ? remedyOf(file.text.slice(tag.start, tag.end)) : REMEDY,
        })),
      ];
    }),
};

const REMEDY =
  'Correct it, or put what is not meant for the portal between {% raw %} and {% endraw %}, or copy the file with copyWithoutTemplating.';

/** Operators of GitHub's expressions, and of many languages, are words here. */
function remedyOf(tag: string): string {
  const operators = [...new Set(tag.match(/&&|\|\||!(?!=)/g) ?? [])];
  const words = operators.map(operator => ({ '&&': 'and', '||': 'or', '!': 'not' })[operator]);
  if (operators.length === 0) return REMEDY;
  return `If the portal is to render it, write ${words.join(', ')} for ${operators.join(', ')}; if it is GitHub's, copy the file with copyWithoutTemplating or put it between {% raw %} and {% endraw %}.`;
}
