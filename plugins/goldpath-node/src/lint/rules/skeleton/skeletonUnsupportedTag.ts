import type { LintRule } from '../../rule.ts';
import { skeletonExample } from './example.ts';
import { renderedFiles } from './renderedFiles.ts';

/** Tags are those that the engine has. */
export const skeletonUnsupportedTag: LintRule = {
  id: 'skeleton-unsupported-tag',
  title: "Files of a skeleton use only tags that the portal's engine has.",
  why: 'The engine reads no other files, so include, extends, import and from fail the step, as tags of Liquid, Hugo or Django do.',
  severity: 'error',
  example: {
    bad: skeletonExample({ 'README.md': '{% include "header.md" %}\n' }),
    good: skeletonExample({ 'README.md': '{% raw %}{% include "header.md" %}{% endraw %}\n' }),
  },
  check: context =>
    renderedFiles(context).flatMap(({ file, skeletons }) =>
      (file.rendered?.faults ?? [])
        .filter(({ kind }) => kind === 'tag')
        .map(({ offset, tag }) => ({
          at: { source: file, start: offset },
          message: `the portal's engine has no tag ${tag?.name || 'without a name'}: ${skeletons[0]?.step.action} fails`,
          fix: LOADING.includes(tag?.name ?? '')
            ? 'Write the text here; if the tag is for another tool, put it between {% raw %} and {% endraw %}, or copy the file with copyWithoutTemplating.'
            : 'Put it between {% raw %} and {% endraw %}, or copy the file with copyWithoutTemplating.',
        })),
    ),
};

const LOADING = ['include', 'extends', 'import', 'from'];
