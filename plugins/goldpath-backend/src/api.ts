import type { LintFinding, LintSeverity } from '@goldpath/plugin-goldpath-node/lint';

/** Body of `POST /validate`. */
export interface ValidateRequest {
  /** a template of the catalog */
  templateRef: string;
  /** by field; those that are not given yet are missing */
  answers: Record<string, unknown>;
}

/** Answer of `POST /validate`. */
export interface ValidateResponse {
  /** one per field at most */
  problems: { field: string; message: string }[];
}

/** Answer of `GET /templates`. */
export interface TemplatesResponse {
  /** every template of the catalog, by title */
  templates: TemplateReport[];
}

/** A template of the catalog and what the lint has against its source. */
export interface TemplateReport {
  /** entity ref */
  entityRef: string;
  title: string;
  /** entity ref */
  owner?: string;
  /** of its stamp.yaml, or what its annotation `backstage.io/template-version` says */
  version?: string;
  /** where its template.yaml lies: `file:` and a path of the portal's machine, or `url:` and an address */
  location?: string;
  /** ISO time of the newest file */
  changedAt?: string;
  /** files are named from the folder of the template.yaml */
  findings: LintFinding[];
  counts: Record<LintSeverity, number>;
  /** why its source could not be looked at; there are no findings then */
  problem?: string;
}
