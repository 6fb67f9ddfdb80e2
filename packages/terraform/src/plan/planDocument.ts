/** The parts of a plan that are read: https://developer.hashicorp.com/terraform/internals/json-format, looked up 2026-11-29. */
export interface PlanDocument {
  format_version: string;
  resource_changes: ResourceChange[];
  configuration?: { root_module?: ModuleConfiguration };
  variables?: Record<string, { value?: unknown }>;
}

/** A resource of the plan. */
export interface ResourceChange {
  address: string;
  /** such as `module.network`; left out in the root module */
  module_address?: string;
  mode: 'managed' | 'data';
  type: string;
  name: string;
  index?: string | number;
  change: { actions: string[]; after: unknown; after_unknown?: unknown; after_sensitive?: unknown };
}

/** A module as it is written. */
export interface ModuleConfiguration {
  resources?: { mode: string; type: string; name: string; expressions?: Record<string, Expression> }[];
  module_calls?: Record<string, { expressions?: Record<string, Expression>; module?: ModuleConfiguration }>;
  outputs?: Record<string, { expression?: Expression }>;
  variables?: Record<string, { sensitive?: boolean }>;
}

/** An expression: a constant, or the references in it; blocks are lists of expressions by argument. */
export type Expression = SingleExpression | Record<string, unknown>[] | Record<string, unknown>;

interface SingleExpression {
  constant_value?: unknown;
  references?: string[];
}

/** Whether a document is a plan of Terraform or OpenTofu. */
export function isPlan(document: unknown): document is PlanDocument {
  return (
    typeof document === 'object' &&
    document !== null &&
    'format_version' in document &&
    'resource_changes' in document &&
    Array.isArray(document.resource_changes)
  );
}

/** Returns the references of an expression, each once and without those to its beginning: not `aws_vpc.main` beside `aws_vpc.main.id`. */
export function referencesOf(expression: unknown): string[] {
  const references = (expression as SingleExpression | undefined)?.references ?? [];
  return references.filter(
    reference =>
      !references.some(other => other.startsWith(`${reference}.`) || other.startsWith(`${reference}[`)),
  );
}
