import type { Diagnostic } from '@goldpath/diagnostics';
import type {
  CheckedService,
  ChecksResult,
  GitHubCheckedService,
  PoliciesResponse,
  ReportedRule,
  ReportedWaiver,
} from '@goldpath/plugin-goldpath-common';
import type { Text } from '../messages/useText.ts';

/** The findings of a rule in one service. */
export interface ServiceFindings {
  service: Pick<CheckedService, 'entityRef' | 'title' | 'owner'>;
  findings: Diagnostic[];
}

/** A rule, and the services that do not follow it. */
export interface RuleOverview {
  rule: ReportedRule;
  /** services where a result is neither a pass nor waived, by title */
  broken: ServiceFindings[];
  waived: ServiceFindings[];
}

/** A waiver, and its service. */
export interface WaiverOverview extends ReportedWaiver {
  service: ServiceFindings['service'];
  /** whole days until it ends; negative when it has ended */
  daysLeft: number;
}

/** The choices of rules to show. */
export type ShownRules = 'all' | 'broken' | 'waived';

/** Every rule with the services that break it: the most broken first, then by id. */
export function rulesOf({ rules, services }: Pick<PoliciesResponse, 'rules' | 'services'>): RuleOverview[] {
  const byRule = new Map(rules.map(rule => [rule.id, withoutServices(rule)]));
  for (const { findings, ...service } of services) {
    for (const [id, found] of Map.groupBy(findings, ({ rule }) => rule)) {
      const overview = byRule.get(id);
      if (!overview) continue;
      const isWaived = ({ verdict }: Diagnostic) => verdict === 'waived';
      const [broken, waived] = [found.filter(each => !isWaived(each)), found.filter(isWaived)];
      if (broken.length > 0) overview.broken.push({ service, findings: broken });
      if (waived.length > 0) overview.waived.push({ service, findings: waived });
    }
  }
  return [...byRule.values()].sort(
    (left, right) =>
      right.broken.length - left.broken.length || left.rule.id.localeCompare(right.rule.id, 'en'),
  );
}

const withoutServices = (rule: ReportedRule): RuleOverview => ({ rule, broken: [], waived: [] });

/** The rules of a choice that contain every word in their id, title, reason or controls. */
export function selectRules(
  overviews: readonly RuleOverview[],
  shown: ShownRules,
  words: string,
): RuleOverview[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return overviews.filter(overview => {
    if (shown !== 'all' && overview[shown].length === 0) return false;
    const { id, title, why, controls } = overview.rule;
    const text = [id, title, why, ...controls].join(' ').toLowerCase();
    return wanted.every(word => text.includes(word));
  });
}

const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;

/** Every waiver, the one that ends first before the others. */
export function waiversOf({ services }: Pick<PoliciesResponse, 'services'>, today: Date): WaiverOverview[] {
  const now = Date.parse(today.toISOString().slice(0, 10));
  const all = services.flatMap(({ waivers, ...service }) =>
    waivers.map(waiver => {
      const daysLeft = Math.round((Date.parse(waiver.until) - now) / DAY_MILLISECONDS);
      return { ...waiver, service, daysLeft };
    }),
  );
  return all.sort((left, right) => left.daysLeft - right.daysLeft);
}

/** Something that the owners of a service should look at. */
export interface ServiceTask {
  service: ServiceFindings['service'];
  text: string;
}

/** Waivers that end this soon are a task for the owners of their service. */
const SOON_DAYS = 30;

/** The failed checks and the ending waivers of the services of these owners, and their failed checks on GitHub. */
export function tasksOf(
  policies: Pick<PoliciesResponse, 'services' | 'onGitHub'>,
  owners: readonly string[],
  today: Date,
  t: Text,
): ServiceTask[] {
  const isOwn = ({ owner }: { owner?: string }) => owner !== undefined && owners.includes(owner);
  const services = policies.services.filter(isOwn);
  const failed = services.map(service => ({ service, text: failureOf(service, t) }));
  const ending = waiversOf({ services }, today)
    .filter(({ daysLeft }) => daysLeft <= SOON_DAYS)
    .map(({ service, rule, daysLeft }) => ({
      service,
      text: t('home.taskWaiver', { rule, end: endOf(daysLeft, t) }),
    }));
  const onGitHub = policies.onGitHub
    .filter(service => isOwn(service) && service.checks.result === 'fail')
    .map(service => ({ service, text: t('home.taskCheckFails') }));
  return [...failed.filter(({ text }) => text !== ''), ...onGitHub, ...ending];
}

/** How many services on GitHub have each result. */
export function countResults(
  services: readonly GitHubCheckedService[],
): Record<ChecksResult['result'], number> {
  const counts = { pass: 0, fail: 0, unknown: 0 };
  for (const { checks } of services) counts[checks.result] += 1;
  return counts;
}

function failureOf({ state, blocking }: CheckedService, t: Text): string {
  if (state === 'failed') return t('home.taskChecksNotRun');
  return blocking === 0 ? '' : t('home.taskChecksFail', { count: blocking });
}

/** When a waiver ends, in words. */
export function endOf(daysLeft: number, t: Text): string {
  if (daysLeft < 0) return t('policies.waiverEnded');
  if (daysLeft === 0) return t('policies.waiverEndsToday');
  if (daysLeft === 1) return t('policies.waiverEndsTomorrow');
  return t('policies.waiverEndsIn', { days: String(daysLeft) });
}
