import { at, type Located } from '@goldpath/diagnostics';
import type { Report } from '../../rule.ts';

/** The strategies of `EXPERIMENTAL_recovery`, from `TaskRecoverStrategy` of `@backstage/plugin-scaffolder-common`. */
const STRATEGIES = ['none', 'startOver'];

/** The problems of `EXPERIMENTAL_recovery` and the decorators of the form. */
export function experimentalReports(spec: Located | undefined): Report[] {
  const recovery = at(spec, 'EXPERIMENTAL_recovery');
  const strategy = at(recovery, 'EXPERIMENTAL_strategy');
  const unread = [...(recovery?.entries.values() ?? [])].filter(({ key }) => key !== 'EXPERIMENTAL_strategy');
  const decorators = ['EXPERIMENTAL_formDecorators', 'formDecorators'].flatMap(
    key => at(spec, key)?.items ?? [],
  );
  const isStrategy = strategy === undefined || STRATEGIES.includes(String(strategy.value));
  return [
    ...unread.map((entry): Report => ({
      at: entry,
      severity: 'warning',
      message: `The portal does not read ${entry.key} in EXPERIMENTAL_recovery.`,
      fix: 'Write EXPERIMENTAL_strategy.',
    })),
    ...(isStrategy
      ? []
      : [
          {
            at: strategy,
            message: 'The portal has no such strategy.',
            fix: `Write ${STRATEGIES.join(' or ')}.`,
          },
        ]),
    ...decorators
      .filter(({ kind, entries }) => kind === 'map' && !entries.has('id') && !entries.has('<<'))
      .map(decorator => ({
        at: decorator,
        message: 'The decorator has no id, so the form cannot find it.',
        fix: 'Add the id of a decorator of the portal.',
      })),
  ];
}
