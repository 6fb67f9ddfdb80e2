import type { Diagnostic, Rule } from '@goldpath/diagnostics';
import type { ChecksResult, RoundState } from './index.ts';

/** The answer of `GET /policies`, and of `GET /policies?round=NUMBER`. */
export interface PoliciesResponse {
  /** every rule that `goldpath check` applies, by its id */
  rules: ReportedRule[];
  /** every service whose repository is on the portal's machine, by title */
  services: CheckedService[];
  /** every stamped service on GitHub, by title */
  onGitHub: GitHubCheckedService[];
  /** the last 30 days, the oldest first; from the day of the first result on */
  trend: TrendDay[];
  /** the search for services whose files have changed */
  round: RoundState;
}

/** The results of the checks of all services at the end of a day. */
export interface TrendDay {
  /** such as `2026-11-29` */
  day: string;
  /** the number of services whose checks passed */
  passing: number;
  failing: number;
}

/** A result of the checks of a service. */
export interface CheckRecord {
  result: 'pass' | 'fail';
  /** the number of findings; undefined when only the run on GitHub has them */
  findings?: number;
  /** ISO time at which the checks ended */
  endedAt: string;
}

/** The answer of `GET /services/:namespace/:name/checks`. */
export interface CheckHistoryResponse {
  /** one result for each change of it, the newest first; at most 50 */
  history: CheckRecord[];
}

/** A rule about services. */
export interface ReportedRule extends Rule {
  /** controls of the AWS Foundational Security Best Practices that it checks, such as `RDS.2` */
  controls: string[];
}

/** A service, and the result of its checks. */
export interface CheckedService {
  /** entity ref of its Component */
  entityRef: string;
  title: string;
  /** entity ref */
  owner?: string;
  /** `waiting`: the checks run in the background, and are reported when they have ended */
  state: 'checked' | 'waiting' | 'failed';
  /** why the checks failed */
  problem?: string;
  /** every result other than a pass; files are relative to its repository */
  findings: Diagnostic[];
  /** the number of findings that would prevent a new service from being published */
  blocking: number;
  /** the accepted failures of its `policy-waivers.yaml` */
  waivers: ReportedWaiver[];
}

/** A service on GitHub, which checks itself, and the last result that the portal has read. */
export interface GitHubCheckedService {
  /** entity ref of its Component */
  entityRef: string;
  title: string;
  /** entity ref */
  owner?: string;
  checks: ChecksResult;
}

/** A failure that is accepted until a day. */
export interface ReportedWaiver {
  rule: string;
  /** name or URN of the resource */
  resource: string;
  reason: string;
  /** the last day, such as `2027-01-31` */
  until: string;
}
