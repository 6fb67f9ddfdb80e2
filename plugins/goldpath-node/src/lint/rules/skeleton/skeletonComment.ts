import type { LintRule, Report } from '../../rule.ts';
import { positionOf } from '../../source/sourceText.ts';
import type { SkeletonFile } from '../../template/skeleton.ts';
import { skeletonExample } from './example.ts';
import { renderedFiles } from './renderedFiles.ts';

/** Comments are meant as such. */
export const skeletonComment: LintRule = {
  id: 'skeleton-comment',
  title: 'In files of a skeleton {# begins a comment, and #} ends it.',
  why: "To the engine, shell's ${#array[@]} and {{#if}} of Handlebars begin comments, which fail the step or swallow the text up to the next #}.",
  severity: 'error',
  example: {
    bad: skeletonExample({ 'run.sh': 'echo "${#names[@]}"\n' }),
    good: skeletonExample({ 'run.sh': '{# counts #}echo "{% raw %}${#names[@]}{% endraw %}"\n' }),
  },
  check: context =>
    renderedFiles(context).flatMap(({ file, skeletons }) => [
      ...failing(file, `${skeletons[0]?.step.action}`),
      ...swallowing(file),
    ]),
};

const REMEDY = 'Put it between {% raw %} and {% endraw %}, or copy the file with copyWithoutTemplating.';

function failing(file: SkeletonFile, action: string): Report[] {
  return (file.rendered?.faults ?? [])
    .filter(({ kind }) => kind === 'comment')
    .map(({ offset, tag }) => ({
      at: { source: file, start: offset },
      message: tag
        ? `{# begins a comment, which no #} ends: ${action} fails`
        : `#} ends a comment that nothing begins: ${action} fails`,
      fix: REMEDY,
    }));
}

/** No name is longer. */
const LENGTH = 100;

/** Nobody writes a comment behind a `$`, or closes it with a brace at once: `${#array[@]}`, `{#1}`. */
function swallowing(file: SkeletonFile): Report[] {
  return (file.rendered?.tags ?? [])
    .filter(({ kind, isClosed }) => kind === 'comment' && isClosed)
    .filter(
      ({ start }) =>
        file.text[start - 1] === '$' || /^\{#[\w@*[\]]+\}/.test(file.text.slice(start, start + LENGTH)),
    )
    .map(({ start, end }) => {
      const { line } = positionOf({ source: file, start: end });
      return {
        at: { source: file, start },
        message: `{# begins a comment: the text up to #} in line ${line} is not rendered`,
        fix: REMEDY,
      };
    });
}
