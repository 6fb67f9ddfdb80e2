import type { Diagnostic, Severity } from '@goldpath/diagnostics';
import type { ChecksPart, InfrastructurePart, PreviewPart } from '@goldpath/preview';

export type {
  ChecksPart,
  FilesPart,
  InfrastructurePart,
  Plan,
  PlannedSetting,
  PlannedStep,
  PreviewedFile,
  PreviewedStage,
} from '@goldpath/preview';
export type {
  CheckedService,
  CheckHistoryResponse,
  CheckRecord,
  GitHubCheckedService,
  PoliciesResponse,
  ReportedRule,
  ReportedWaiver,
  TrendDay,
} from './policies.ts';

/**
 * The annotation of the entities of a local repository whose `catalog-info.yaml` became invalid: the problem, with file, line and
 * fix. The entities themselves are those of the last valid version.
 */
export const ANNOTATION_DESCRIPTOR_PROBLEM = 'goldpath.dev/descriptor-problem';

/** The body of `POST /validate`. */
export interface ValidateRequest {
  /** entity ref of a template */
  templateRef: string;
  /** by field; fields without an answer yet are left out */
  answers: Record<string, unknown>;
}

/** A problem with one answer. */
export interface AnswerProblem {
  field: string;
  /** to be read after the field's name */
  message: string;
}

/** The answer of `POST /validate`. */
export interface ValidateResponse {
  /** at most one for each field */
  problems: AnswerProblem[];
}

/** The answer of `GET /templates`. */
export interface TemplatesResponse {
  /** every template of the catalog, by title */
  templates: TemplateReport[];
}

/** A template of the catalog, with the problems of its source. */
export interface TemplateReport {
  /** entity ref */
  entityRef: string;
  title: string;
  /** entity ref */
  owner?: string;
  /** from its stamp.yaml, or from its annotation `backstage.io/template-version` */
  version?: string;
  /** the location of its template.yaml: `file:` and a path on the portal's machine, or `url:` and a URL */
  location?: string;
  /** ISO time of the newest file */
  changedAt?: string;
  /** files are relative to the folder of the template.yaml */
  diagnostics: Diagnostic[];
  counts: Record<Severity, number>;
  /** the reason why its source could not be linted; there are no diagnostics then */
  problem?: string;
}

/** Work of the portal in the background, of which an answer has the results so far. */
export interface RoundState {
  /** a request with it gets later results, and does not begin the work again */
  number: number;
  isRunning: boolean;
}

/** The answer of `GET /services`, and of `GET /services?round=NUMBER`. */
export interface ServicesResponse {
  /** every stamped service of the catalog, on the portal's machine or on GitHub, by title, as it was compared last */
  services: ServiceReport[];
  /** the comparison of all of them */
  round: RoundState;
}

/** A stamped service, compared with its template. */
export interface ServiceReport {
  /** entity ref of its Component */
  entityRef: string;
  title: string;
  /** entity ref */
  owner?: string;
  /** absolute path of its repository on the portal's machine */
  folder?: string;
  /** the address of its repository on GitHub */
  url?: string;
  /** `outdated`: the template results in other files than those that were stamped */
  state: 'current' | 'outdated' | 'unknown';
  /** `latest` is the version that the catalog has */
  template?: { id: string; version: string; latest?: string };
  /** files that an upgrade would bring, change and remove */
  changes: { added: string[]; changed: string[]; removed: string[] };
  /** stamped files that were changed or deleted since */
  modified: string[];
  /** of an outdated service: the versions that it does not have, the newest first */
  newer: NewerVersion[];
  /** ISO time of this comparison; undefined when there was none yet */
  checkedAt?: string;
  /** ISO time at which the branch that is checked out got its last upgrade; undefined when there was none */
  lastUpgrade?: string;
  /** the last result of the checks and policies */
  checks: ChecksResult;
  /** why the state is unknown, or why an upgrade needs answers */
  reason?: string;
}

/** The last result of the checks and policies of a service. */
export interface ChecksResult {
  /** `unknown`: they did not run for the present files, have not ended, or their result cannot be read */
  result: 'pass' | 'fail' | 'unknown';
  /** a clause about why the result is unknown */
  reason?: string;
  /** the number of findings; undefined when only the run on GitHub has them */
  findings?: number;
  /** ISO time at which they ended */
  endedAt?: string;
  /** address of the run on GitHub */
  url?: string;
}

/** The answer of `GET /services/:namespace/:name/status`. */
export interface ServiceStatusResponse {
  service: ServiceReport;
  /** of an outdated service: the entries of its template's changelog, the newest first, in Markdown */
  changelog: { version?: string; text: string }[];
}

/** The body of `POST /services/:namespace/:name/upgrade`. */
export interface UpgradeRequest {
  /** to new questions, and those that are to change, by field */
  answers?: Record<string, string | number | boolean>;
}

/** A question of a template's form that a service has not answered yet. */
export interface UpgradeQuestion {
  field: string;
  /** the answer with which the service is upgraded */
  answer?: string | number | boolean;
  /** `given` in the request, `offered` by the portal, or the `default` of the form; `none` without an answer */
  source: 'given' | 'offered' | 'default' | 'none';
  isRequired: boolean;
}

/** The answer of `POST /services/:namespace/:name/upgrade`: what an upgrade would do. Nothing was written. */
export interface UpgradePreview {
  /** `unanswered`: nothing was merged, since the form refuses the answers */
  outcome: 'current' | 'merged' | 'conflicts' | 'unanswered';
  from: string;
  to: string;
  /** questions of the form that the service has not answered, with the answers that the upgrade uses */
  questions: UpgradeQuestion[];
  /** why the form refuses the answers: at most one for each field */
  refused: AnswerProblem[];
  /** the changes as git shows them; of a long diff the beginning */
  diff: string;
  /** the number of changed files */
  files: number;
  /** files that both changed, and what was done */
  merged: { file: string; outcome: string; reason: string }[];
  /** problems that the service does not have before, each with its place */
  problems: string[];
  /** what a person has to do, from the migrations of the versions */
  notes: string[];
}

/** The body of `POST /services/upgrades`. */
export interface BulkUpgradeRequest {
  /** entity refs */
  services: string[];
  /** services after the first ones are skipped; 10 without it */
  limit?: number;
  /** the run stops when so many tasks have failed; 1 without it */
  maxFailures?: number;
}

/** A service of an upgrade of several services. */
export interface BulkUpgradeItem {
  /** entity ref */
  service: string;
  state: 'waiting' | 'running' | 'upgraded' | 'failed' | 'skipped';
  /** the task of the scaffolder */
  taskId?: string;
  error?: string;
}

/** An upgrade of several services, one after the other. */
export interface BulkUpgrade {
  isRunning: boolean;
  items: BulkUpgradeItem[];
}

/** The answer of `GET /services/upgrades` and of `POST /services/upgrades`. */
export interface BulkUpgradeResponse {
  /** the run in progress, or the last one; undefined when there was none */
  run?: BulkUpgrade;
}

/** A version of a template that a service does not have. */
export interface NewerVersion {
  /** undefined for changes that were not released */
  version?: string;
  /** the first sentence of its entry in the template's changelog */
  summary: string;
}

/** The body of `POST /preview`. The answers may be incomplete. */
export type PreviewRequest = ValidateRequest;

/** A line of the answer of `POST /preview`: its parts in the order of {@link PreviewPart}, or an error as the last line. */
export type PreviewLine = PreviewPart | { part: 'error'; message: string };

/** The body of `POST /preview/file`. */
export interface PreviewFileRequest extends PreviewRequest {
  path: string;
}

/** The answer of `POST /preview/file`. */
export interface PreviewFileResponse {
  /** undefined when the file is binary or too large to be shown */
  text?: string;
}

/** A service's repository. */
export interface RepositoryPart {
  part: 'repository';
  /** absolute path on the portal's machine */
  folder: string;
  /** the template that it was stamped from; undefined without a valid manifest */
  template?: { id: string; version: string };
  /** by field */
  answers: Record<string, unknown>;
  /** how to run it, from its README, as Markdown */
  run?: string;
  /** its README, as Markdown */
  readme?: string;
}

/** A part of a service's page: the repository, then the architecture and the cost, then the checks. */
export type ServicePart = RepositoryPart | InfrastructurePart | ChecksPart;

/** A line of the answer of `GET /services/:namespace/:name`: a part, or an error as the last line. */
export type ServiceLine = ServicePart | { part: 'error'; message: string };
