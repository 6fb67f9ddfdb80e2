import type { ChecksResult, ServiceReport } from '@goldpath/plugin-goldpath-common';
import type { Text } from '../messages/useText.ts';

/** The color of each state. */
export const severityOf = { current: 'none', outdated: 'warning', unknown: 'unknown' } as const;

/** The word for each state. */
export const wordsOf = (t: Text) => ({
  current: t('services.state.current'),
  outdated: t('services.state.outdated'),
  unknown: t('services.state.unknown'),
});

/** The result of the checks and policies in a word, with the number of findings. */
export function checksOf({ result, findings = 0 }: ChecksResult, t: Text): string {
  const word = t(`services.checks.${result}`);
  return findings === 0 ? word : t('services.checksFound', { result: word, count: findings });
}

/** The last result of the checks and policies as a sentence, with its time or the reason why it is unknown. */
export function checksSentence(checks: ChecksResult, t: Text): string {
  const { endedAt, reason } = checks;
  const result = checksOf(checks, t);
  if (reason !== undefined) return t('services.checkedBecause', { result, reason });
  if (endedAt === undefined) return t('services.checked', { result });
  return t('services.checkedAt', { result, time: t('time.moment', { time: new Date(endedAt) }) });
}

/** A row of the table of services: plain values, so that it can be sorted, searched and exported. */
export interface ServiceRow {
  id: string;
  title: string;
  owner: string;
  template: string;
  version: string;
  state: ServiceReport['state'];
  /** what an upgrade would do, or why the state is unknown */
  upgrade: string;
  /** number of stamped files that were changed since */
  modified: number;
  /** the result of the checks and policies */
  checks: string;
  /** day of the last upgrade, such as 2026-11-29 */
  lastUpgrade: string;
  report: ServiceReport;
}

/** The row of a service. */
export function toRow(report: ServiceReport, t: Text): ServiceRow {
  const { entityRef, title, owner = '', template, state, modified, checks, lastUpgrade = '' } = report;
  return {
    id: entityRef,
    title,
    owner,
    template: template?.id ?? '',
    version: versionOf(template),
    state,
    upgrade: upgradeOf(report, t),
    modified: modified.length,
    checks: checksOf(checks, t),
    lastUpgrade: lastUpgrade.slice(0, 'yyyy-mm-dd'.length),
    report,
  };
}

function versionOf(template: ServiceReport['template']): string {
  if (!template) return '';
  const { version, latest = version } = template;
  return latest === version ? version : `${version} → ${latest}`;
}

function upgradeOf({ state, reason, changes }: ServiceReport, t: Text): string {
  if (reason !== undefined) return reason;
  if (state === 'current') return t('services.nothingToDo');
  const counts = [
    [changes.changed.length, 'changed'],
    [changes.added.length, 'added'],
    [changes.removed.length, 'removed'],
  ] as const;
  const parts = counts
    .filter(([count]) => count > 0)
    .map(([count, change]) => t(`services.count.${change}`, { number: String(count) }));
  return t('services.countsByTemplate', { counts: parts.join(', ') });
}

/** How many services are in each state. */
export function countStates(reports: readonly ServiceReport[]): Record<ServiceReport['state'], number> {
  const counts = { current: 0, outdated: 0, unknown: 0 };
  for (const { state } of reports) counts[state] += 1;
  return counts;
}

/** The number of services of a version of a template. */
export interface VersionCount {
  template: string;
  version: string;
  count: number;
  /** how many of them are outdated */
  outdated: number;
  /** the number of files that their upgrades change */
  files: number;
}

/** How many services each version of each template has, the templates by name and their newest version first. */
export function countVersions(reports: readonly ServiceReport[]): VersionCount[] {
  const counts = new Map<string, VersionCount>();
  for (const { template, state, changes } of reports) {
    if (!template) continue;
    const { id, version } = template;
    const key = `${id} ${version}`;
    const known = counts.get(key) ?? { template: id, version, count: 0, outdated: 0, files: 0 };
    counts.set(key, {
      ...known,
      count: known.count + 1,
      outdated: known.outdated + Number(state === 'outdated'),
      files: known.files + Object.values(changes).flat().length,
    });
  }
  return [...counts.values()].sort(
    (left, right) =>
      left.template.localeCompare(right.template) ||
      right.version.localeCompare(left.version, 'en', { numeric: true }),
  );
}

const csvColumns = [
  'title',
  'owner',
  'template',
  'version',
  'state',
  'upgrade',
  'modified',
  'checks',
  'lastUpgrade',
] as const;

/** Rows as CSV (RFC 4180), with a heading. A spreadsheet does not take a value for a formula. */
export function toCsv(rows: readonly ServiceRow[]): string {
  const lines = rows.map(row => csvColumns.map(column => csvCell(String(row[column]))).join(','));
  return [csvColumns.join(','), ...lines, ''].join('\r\n');
}

function csvCell(value: string): string {
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return `"${text.replaceAll('"', '""')}"`;
}
