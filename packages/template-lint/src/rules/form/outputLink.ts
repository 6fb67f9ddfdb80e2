import { at, certainMatch, type Located } from '@goldpath/diagnostics';
import type { LintRule } from '../../rule.ts';

/** The keys that an entry of a list of the output needs to be shown. */
const needs = [
  { list: 'links', keys: ['url', 'entityRef'], fix: 'Add url, or entityRef for an entity of the catalog.' },
  { list: 'text', keys: ['content'], fix: 'Add content.' },
];

/** Every link and text of the output has something to show. */
export const outputLink: LintRule = {
  id: 'output-link',
  title: 'Each link of the output has a url or an entityRef, and each text has a content.',
  why: 'The portal does not show a link without a target, and shows nothing for a text without content.',
  severity: 'warning',
  example: {
    incorrect: 'steps: []\noutput:\n  links:\n    - { title: Repository }\n',
    correct: 'steps: []\noutput:\n  links:\n    - { title: Repository, url: https://example.com }\n',
  },
  check: ({ template: { spec } }) =>
    needs.flatMap(({ list, keys, fix }) =>
      (at(spec, 'output', list)?.items ?? [])
        .filter(entry => entry.kind === 'map' && !hasOne(entry, keys))
        .map(entry => ({
          at: entry,
          message: `The entry of ${list} has no ${keys.join(' or ')}, so the portal does not show it.`,
          fix,
        })),
    ),
};

/** Whether a map has one of the keys, or a misspelled one, which unknown-field reports. */
const hasOne = ({ entries }: Located, keys: string[]) =>
  [...entries.keys()].some(key => certainMatch(key, keys) !== undefined);
