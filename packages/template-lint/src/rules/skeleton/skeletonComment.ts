import { positionOf } from '@goldpath/diagnostics';
import type { LintRule, Report } from '../../rule.ts';
import type { SkeletonFile } from '../../template/skeleton.ts';
import { skeletonExample } from './example.ts';
import { type RenderedFile, renderedFiles } from './renderedFiles.ts';

/** Comments in rendered files are intended. */
export const skeletonComment: LintRule = {
  id: 'skeleton-comment',
  title: 'In a rendered file, {# and #} are used only for comments of the portal.',
  why: 'The engine treats ${#array[@]} of a shell and {{#if}} of Handlebars as the beginning of a comment. It fails the step, or removes the text up to the next #}.',
  severity: 'error',
  example: {
    incorrect: skeletonExample({ 'run.sh': 'echo "${#names[@]}"\n' }),
    correct: skeletonExample({ 'run.sh': '{# counts #}echo "{% raw %}${#names[@]}{% endraw %}"\n' }),
  },
  check: context =>
    renderedFiles(context).flatMap(rendered => [
      ...unbalancedComments(rendered),
      ...accidentalComments(rendered.file),
    ]),
};

const FIX = 'Put it between {% raw %} and {% endraw %}, or copy the file with copyWithoutTemplating.';

function unbalancedComments({ file, action }: RenderedFile): Report[] {
  return (file.rendered?.errors ?? [])
    .filter(({ kind }) => kind === 'comment')
    .map(({ offset, tag }) => ({
      at: { source: file, start: offset },
      message: tag
        ? `{# begins a comment that is not closed by #}, so ${action} fails.`
        : `#} closes a comment that does not begin, so ${action} fails.`,
      fix: FIX,
    }));
}

/** A longer name is not searched. */
const MAX_LENGTH = 100;

/** Comments after a `$` or with a closing brace, which belong to other languages: `${#array[@]}`, `{#1}`. */
function accidentalComments(file: SkeletonFile): Report[] {
  return (file.rendered?.tags ?? [])
    .filter(({ kind, isClosed }) => kind === 'comment' && isClosed)
    .filter(
      ({ start }) =>
        file.text[start - 1] === '$' || /^\{#[\w@*[\]]+\}/.test(file.text.slice(start, start + MAX_LENGTH)),
    )
    .map(({ start, end }) => {
      const { line } = positionOf({ source: file, start: end });
      return {
        at: { source: file, start },
        message: `{# begins a comment: the text up to #} in line ${line} is removed.`,
        fix: FIX,
      };
    });
}
