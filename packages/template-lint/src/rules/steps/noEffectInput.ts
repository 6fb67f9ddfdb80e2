import { at } from '@goldpath/diagnostics';
import { edit, type LintRule, type Report } from '../../rule.ts';
import type { Step } from '../../template/lintTemplate.ts';

/** Every input has an effect. */
export const noEffectInput: LintRule = {
  id: 'no-effect-input',
  title: 'Every input of a step has an effect.',
  why: 'Some actions still accept inputs that they no longer read, so these silently have no effect.',
  severity: 'warning',
  example: {
    incorrect:
      "steps:\n  - id: fetch\n    action: fetch:template\n    input: { url: https://example.com/x, copyWithoutRender: ['.github'] }\n",
    correct:
      "steps:\n  - id: fetch\n    action: fetch:template\n    input: { url: https://example.com/x, copyWithoutTemplating: ['.github'] }\n",
  },
  check: ({ template }) =>
    template.steps
      .filter(({ action }) => action === 'fetch:template')
      .map(copyWithoutRender)
      .filter(report => report !== undefined),
};

function copyWithoutRender({ input }: Step): Report | undefined {
  const entry = input?.entries.get('copyWithoutRender');
  if (!entry) return undefined;
  const report: Report = {
    at: entry,
    message:
      'fetch:template accepts copyWithoutRender but does not read it: the files are rendered, and expressions of GitHub in them become empty.',
    fix: 'Move its patterns to copyWithoutTemplating.',
  };
  if (at(input, 'copyWithoutTemplating') !== undefined) return report;
  return {
    ...report,
    fix: 'Write copyWithoutTemplating. It still renders paths.',
    edits: [edit(entry.source, entry.start, entry.end, 'copyWithoutTemplating')],
  };
}
