import type { LintRule, Report } from '../../rule.ts';
import { skeletonExample } from './example.ts';
import { type RenderedFile, renderedFiles } from './renderedFiles.ts';

/** The portal can parse rendered files. */
export const skeletonSyntax: LintRule = {
  id: 'skeleton-syntax',
  title: 'The portal can parse every file of a skeleton that it renders.',
  why: 'A single file that cannot be parsed fails the step for every user of the template.',
  severity: 'error',
  example: {
    incorrect: skeletonExample({ 'ci.yaml': 'if: ${{ values.name == "a" && values.name }}\n' }),
    correct: skeletonExample({ 'ci.yaml': 'if: ${{ values.name == "a" and values.name }}\n' }),
  },
  check: context =>
    renderedFiles(context).flatMap(rendered => [...pathReports(rendered), ...contentReports(rendered)]),
};

const FIX =
  'Correct it, or put text that is not for the portal between {% raw %} and {% endraw %}, or copy the file with copyWithoutTemplating.';

function pathReports({ file, action }: RenderedFile): Report[] {
  const { problem } = file.name;
  if (!problem) return [];
  const message = `The path cannot be rendered (${problem.message}), so ${action} fails.`;
  return [{ at: { source: file, start: 0 }, message, fix: FIX }];
}

function contentReports({ file, action }: RenderedFile): Report[] {
  return (file.rendered?.errors ?? [])
    .filter(({ kind }) => kind === 'syntax')
    .map(({ offset, message, tag }) => ({
      at: { source: file, start: unclosedBefore(file.text, offset) ?? offset },
      message: `${message}, so ${action} fails.`,
      fix: tag?.kind === 'variable' ? fixOf(file.text.slice(tag.start, tag.end)) : FIX,
    }));
}

/** The beginning of an expression that its own line does not close, if the engine fails in a later line. */
function unclosedBefore(text: string, offset: number): number | undefined {
  const before = text.slice(0, text.lastIndexOf('\n', offset) + 1);
  const index = [...before.matchAll(/\$\{\{[^{}\n]*\}(?!\})/g)].at(-1)?.index;
  return index === undefined || text.slice(index, offset).includes('}}') ? undefined : index;
}

const operators: Record<string, string> = { '&&': 'and', '||': 'or', '!': 'not' };

/** The fix of an expression with operators of GitHub and of programming languages, which are words in Nunjucks. */
function fixOf(expression: string): string {
  const written = [...new Set(expression.match(/&&|\|\||!(?!=)/g) ?? [])];
  if (written.length === 0) return FIX;
  const words = written.map(operator => operators[operator]);
  return `If the portal renders it, write ${words.join(', ')} instead of ${written.join(', ')}. If it is an expression of GitHub, copy the file with copyWithoutTemplating or put it between {% raw %} and {% endraw %}.`;
}
