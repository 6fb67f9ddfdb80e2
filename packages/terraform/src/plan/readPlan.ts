import path from 'node:path';
import {
  handlesOf,
  markSecrets,
  namesIn,
  type ProgramGraphs,
  type RecordedResource,
  ResourceGraph,
  secretOf,
  unknownValue,
} from '@goldpath/program';
import { toInputs } from '../aws/inputs.ts';
import { resourceType } from '../aws/resourceTypes.ts';
import { isPlan, type PlanDocument, type ResourceChange } from './planDocument.ts';
import { type PlannedResource, PlanReferences } from './planReferences.ts';

type Values = Record<string, unknown>;

/** Shorter secrets occur in other values by chance. */
const shortestSecret = 6;

/**
 * Reads the output of `terraform show -json <plan>`. A value that is known only after the plan is applied refers to the resource
 * that the configuration names for it, or is unknown.
 *
 * @param document the parsed output
 * @param text the output, for the lines of resources
 * @param file its absolute path
 * @returns `undefined` when the document is something else
 */
export function readPlan(document: unknown, text: string, file: string): ProgramGraphs | undefined {
  if (!isPlan(document)) return undefined;
  const changes = document.resource_changes.filter(isPlanned);
  const resources = changes.map((change, index): PlannedResource => {
    const { id } = (change.change.after ?? {}) as { id?: unknown };
    const made = `${resourceType(change.type)}::${change.address}#${index + 1}#`;
    return { change, id: typeof id === 'string' ? id : made, handles: {} };
  });
  const references = new PlanReferences(document, resources);
  const secrets = sensitiveVariables(document);
  const lines = linesOfAddresses(text);
  const inputs = resources.map(({ change }) => {
    const values = valuesOf(change, references);
    return markSecrets(toInputs(resourceType(change.type), values), secrets) as Values;
  });
  const project = path.basename(path.dirname(file));
  const nodes = resources.map(({ change, id, handles }, index): RecordedResource => {
    const type = resourceType(change.type);
    const after = change.change.after as Values;
    return {
      type,
      name: change.address,
      urn: `urn:pulumi:plan::${project}::${type}::${change.address}`,
      handles: { ...handles, ...handlesOf(after), ...namesIn(inputs[index] ?? {}), [id]: 'id' },
      external: false,
      inputs: inputs[index] ?? {},
      dependencies: [],
      propertyDependencies: {},
      remote: false,
      source: { file, line: lines.get(change.address) ?? 1 },
    };
  });
  const stage = { stack: 'plan', region: '', graph: new ResourceGraph(nodes), omissions: [] };
  return { root: path.dirname(file), project, stages: [stage] };
}

/** Data sources are read, and a resource that is only deleted does not exist afterwards. */
function isPlanned({ mode, change }: ResourceChange): boolean {
  return mode === 'managed' && change.after !== null && change.after !== undefined;
}

function valuesOf(change: ResourceChange, references: PlanReferences): Values {
  const { after, after_unknown: unknown, after_sensitive: sensitive } = change.change;
  const expressions = references.expressionsOf(change);
  const merge = (
    value: unknown,
    isUnknown: unknown,
    isSensitive: unknown,
    expression: unknown,
    name: string,
  ): unknown => {
    if (isUnknown === true) return reference(expression, change, references);
    if (isSensitive === true && !isConstant(expression))
      return secretValue(value, `${change.address}.${name}`);
    if (Array.isArray(value) || Array.isArray(isUnknown)) {
      const [items, unknowns] = [asList(value), asList(isUnknown)];
      const length = Math.max(items.length, unknowns.length);
      const found = unknowns.includes(true) ? references.resolve(expression, change) : [];
      if (found.length === length && unknowns.every(item => item === true)) return found;
      return Array.from({ length }, (_item, index) =>
        merge(items[index], unknowns[index], asList(isSensitive)[index], partOf(expression, index), name),
      );
    }
    if (!isRecord(value) && !isRecord(isUnknown)) return value;
    const keys = new Set([...Object.keys(value ?? {}), ...Object.keys(isRecord(isUnknown) ? isUnknown : {})]);
    const entries = [...keys].map((key): [string, unknown] => {
      const at = (from: unknown) => (isRecord(from) ? from[key] : undefined);
      // a computed value that is not written down is not an argument
      if (at(isUnknown) === true && at(expression) === undefined && isRecord(expression))
        return [key, undefined];
      return [key, merge(at(value), at(isUnknown), at(isSensitive), at(expression), key)];
    });
    return Object.fromEntries(entries);
  };
  return merge(after, unknown, sensitive, expressions, '') as Values;
}

function reference(expression: unknown, change: ResourceChange, references: PlanReferences): unknown {
  const found = references.resolve(expression, change);
  if (found.length === 0) return unknownValue;
  return found.length === 1 ? found[0] : found;
}

/** In a list of blocks each block has its expressions; a list of values has one expression. */
function partOf(expression: unknown, index: number): unknown {
  return Array.isArray(expression) ? (expression as unknown[])[index] : undefined;
}

/** A document stays readable: the secrets of variables in it are found by their values. */
function secretValue(value: unknown, origin: string): unknown {
  if (typeof value !== 'string' || /^\s*[[{]/.test(value)) return value;
  return secretOf(`the sensitive value ${origin}`);
}

function isConstant(expression: unknown): boolean {
  return isRecord(expression) && 'constant_value' in expression;
}

function sensitiveVariables({ variables = {}, configuration }: PlanDocument): string[] {
  const declared = configuration?.root_module?.variables ?? {};
  return Object.entries(variables)
    .filter(([name]) => declared[name]?.sensitive === true)
    .map(([, { value }]) => value)
    .filter((value): value is string => typeof value === 'string' && value.length >= shortestSecret);
}

function isRecord(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

/** The first line with each address; the output of Terraform is one line. */
function linesOfAddresses(text: string): Map<string, number> {
  const lines = new Map<string, number>();
  for (const [index, line] of text.split('\n').entries()) {
    const address = /^\s*"address": ("(?:[^"\\]|\\.)*")/.exec(line)?.[1];
    const name = address === undefined ? undefined : (JSON.parse(address) as string);
    if (name !== undefined && !lines.has(name)) lines.set(name, index + 1);
  }
  return lines;
}
