import { at, certainMatch } from '@goldpath/diagnostics';
import type { LintRule } from '../../rule.ts';

/** Every link of the output has a target. */
export const outputLink: LintRule = {
  id: 'output-link',
  title: 'Each link of the output has a url or an entityRef.',
  why: 'The portal does not show a link without a target.',
  severity: 'warning',
  example: {
    incorrect: 'steps: []\noutput:\n  links:\n    - { title: Repository }\n',
    correct: 'steps: []\noutput:\n  links:\n    - { title: Repository, url: https://example.com }\n',
  },
  check: ({ template: { spec } }) =>
    (at(spec, 'output', 'links')?.items ?? [])
      .filter(({ kind, entries }) => kind === 'map' && ![...entries.keys()].some(isTarget))
      .map(link => ({
        at: link,
        message: 'The link has neither a url nor an entityRef, so the portal does not show it.',
        fix: 'Add url, or entityRef for an entity of the catalog.',
      })),
};

/** Whether a key is a target, or a misspelled one, which unknown-field reports. */
const isTarget = (key: string) => certainMatch(key, ['url', 'entityRef']) !== undefined;
