import { edit, type LintRule, type Report } from '../../rule.ts';
import { at } from '../../source/located.ts';
import type { Step } from '../../template/lintTemplate.ts';

/** Inputs that are accepted do something. */
export const noEffectInput: LintRule = {
  id: 'no-effect-input',
  title: 'Every input that a step gives has an effect.',
  why: 'Some inputs are in the schema of their action and nothing reads them any more, so that what they promise does not happen and nobody is told.',
  severity: 'warning',
  example: {
    bad: "steps:\n  - id: fetch\n    action: fetch:template\n    input: { url: https://example.com/x, copyWithoutRender: ['.github'] }\n",
    good: "steps:\n  - id: fetch\n    action: fetch:template\n    input: { url: https://example.com/x, copyWithoutTemplating: ['.github'] }\n",
  },
  check: ({ template }) => template.steps.flatMap(step => [...copyWithoutRender(step)]),
};

function* copyWithoutRender({ input, action }: Step): Generator<Report> {
  const entry = input?.entries.get('copyWithoutRender');
  if (action !== 'fetch:template' || !entry) return;
  const isDone = at(input, 'copyWithoutTemplating') !== undefined;
  yield {
    at: entry,
    message:
      'fetch:template accepts copyWithoutRender and does not read it: the files are rendered, and GitHub expressions in them go blank.',
    fix: isDone
      ? 'Move its patterns to copyWithoutTemplating.'
      : 'Write copyWithoutTemplating; paths are rendered all the same.',
    ...(!isDone && { edits: [edit(entry.source, entry.start, entry.end, 'copyWithoutTemplating')] }),
  };
}
