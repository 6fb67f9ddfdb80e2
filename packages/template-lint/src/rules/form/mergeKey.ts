import type { Entry, Located } from '@goldpath/diagnostics';
import type { LintRule } from '../../rule.ts';

/** No map uses the merge key of YAML 1.1. */
export const mergeKey: LintRule = {
  id: 'merge-key',
  title: 'Maps repeat their keys, and do not merge other maps with <<.',
  why: 'The catalog reads YAML 1.2, in which << is a key like any other, so the keys of the other map are missing.',
  severity: 'error',
  example: {
    incorrect:
      'parameters:\n  - title: Page\n    properties:\n      one: &field { type: string, title: One }\n      two: { <<: *field, title: Two }\n',
    correct:
      'parameters:\n  - title: Page\n    properties:\n      one: { type: string, title: One }\n      two: { type: string, title: Two }\n',
  },
  check: ({ template: { root } }) =>
    [...new Set(mergeKeys(root))].map(entry => ({
      at: entry,
      message: 'The catalog does not merge this map: << is a key like any other here.',
      fix: 'Write the keys of the other map here. An alias in the place of a whole map (two: *field) works.',
    })),
};

function mergeKeys(node: Located): Entry[] {
  const entries = [...node.entries.values()];
  return [
    ...entries.filter(({ key, value }) => key === '<<' && (value.kind === 'map' || value.kind === 'seq')),
    ...entries.flatMap(({ value }) => mergeKeys(value)),
    ...node.items.flatMap(mergeKeys),
  ];
}
