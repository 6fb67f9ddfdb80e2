import { existsSync } from 'node:fs';
import path from 'node:path';
import { ResourceGraph } from '../graph/graph.ts';
import { handlesOf } from '../graph/identifyingOutputs.ts';
import { resolveReferences } from '../graph/references.ts';
import { markSecrets, type Unwrapped, unwrapSecrets } from '../graph/secretValues.ts';
import { secretMark } from '../run/outputs.ts';
import type { RecordedResource, SourcePosition } from '../run/recorded.ts';
import type { ProgramGraphs } from '../runProgram.ts';

type Values = Record<string, unknown>;

/** A resource in a state of Pulumi's engine. */
interface StateResource {
  urn: string;
  type: string;
  id?: string;
  parent?: string;
  external?: boolean;
  inputs?: Values;
  outputs?: Values;
  dependencies?: string[];
  propertyDependencies?: Record<string, string[] | null>;
  /** such as `project:///index.ts#3,1` */
  sourcePosition?: string;
}

/** The output of `pulumi preview --json`. */
interface Preview {
  steps: { op: string; newState?: StateResource | null }[];
}

/** The output of `pulumi stack export`. */
interface Export {
  deployment: { resources: StateResource[] };
}

/** Operations after which a resource does not exist any more. */
const removing = new Set([
  'delete',
  'delete-replaced',
  'discard',
  'discard-replaced',
  'remove-pending-replace',
]);

/**
 * Reads the output of `pulumi preview --json` or `pulumi stack export`. Values that are known only after a deployment are
 * unknown, and are resolved from the recorded dependencies where that is unambiguous.
 *
 * Sources: https://www.pulumi.com/docs/iac/cli/commands/pulumi_preview/ and pulumi_stack_export/, and ResourceV3 and DeploymentV3
 * in the Go SDK of pulumi/pulumi, looked up 2026-11-29.
 *
 * @param document the parsed output
 * @param text the output, for the lines of resources
 * @param file its absolute path
 * @returns `undefined` when the document is something else
 */
export function readEngineOutput(document: unknown, text: string, file: string): ProgramGraphs | undefined {
  const resources = resourcesOf(document);
  if (!resources) return undefined;
  const lines = linesOfUrns(text);
  const root = path.dirname(file);
  const unwrapped = resources.map(({ inputs, outputs }) => unwrapSecrets(inputs ?? outputs ?? {}, secretOf));
  const secrets = unwrapped.flatMap(({ values }) => values);
  const nodes = resources.map((resource, index): RecordedResource => {
    const source = sourceOf(resource, root) ?? { file, line: lines.get(resource.urn) ?? 1 };
    return { ...nodeOf(resource, unwrapped[index], secrets), source };
  });
  const [, stack = 'unknown', project = ''] =
    /^urn:pulumi:([^:]*)::([^:]*)::/.exec(nodes[0]?.urn ?? '') ?? [];
  const graph = new ResourceGraph(resolveReferences(nodes));
  return { root, project, stages: [{ stack, region: '', graph, omissions: [] }] };
}

/** The resources that exist after the operations of a preview, or in the state of a stack. */
function resourcesOf(document: unknown): StateResource[] | undefined {
  if (typeof document !== 'object' || document === null) return undefined;
  const { steps } = document as Partial<Preview>;
  const { deployment } = document as Partial<Export>;
  if (Array.isArray(steps)) {
    const states = steps.filter(({ op }) => !removing.has(op)).map(({ newState }) => newState);
    return unique(states.filter(state => state !== undefined && state !== null));
  }
  if (!Array.isArray(deployment?.resources)) return undefined;
  return unique(deployment.resources);
}

/** A resource that is replaced has several steps; the last one is its new state. */
function unique(resources: readonly StateResource[]): StateResource[] {
  return [...new Map(resources.map(resource => [resource.urn, resource])).values()];
}

function nodeOf(
  resource: StateResource,
  unwrapped: Unwrapped | undefined,
  secrets: string[],
): RecordedResource {
  const { urn, type, parent, external, id, outputs, dependencies, propertyDependencies } = resource;
  return {
    type,
    urn,
    name: urn.slice(urn.lastIndexOf('::') + 2),
    ...(parent !== undefined && { parent }),
    handles: handlesOf({ ...outputs, ...(id !== undefined && { id }) }),
    external: external ?? false,
    inputs: markSecrets(unwrapped?.inputs ?? {}, secrets) as Values,
    secrets: unwrapped?.paths ?? [],
    dependencies: dependencies ?? [],
    propertyDependencies: Object.fromEntries(
      Object.entries(propertyDependencies ?? {}).map(([input, urns]) => [input, urns ?? []]),
    ),
    remote: false,
  };
}

const signatureKey = '4dabf18193072939515e22adb298388d';
const secretSignature = '1b47061264138c4ac30d75fd1eb44270';

/** Secrets are encrypted or blinded, so that their content is not known here: a mark takes its place. */
function secretOf(value: unknown): [unknown] | undefined {
  if (value === '[secret]') return [`${secretMark}:a secret of the program#`];
  if (typeof value !== 'object' || value === null) return undefined;
  const { [signatureKey]: signature, plaintext } = value as Values;
  if (signature !== secretSignature) return undefined;
  if (typeof plaintext === 'string') return [JSON.parse(plaintext)];
  return [`${secretMark}:a secret of the program#`];
}

/** The place in the program, when the output is beside it. */
function sourceOf({ sourcePosition }: StateResource, root: string): SourcePosition | undefined {
  const [, name, line] = /^project:\/\/\/(.+)#(\d+)/.exec(sourcePosition ?? '') ?? [];
  if (name === undefined || !existsSync(path.join(root, name))) return undefined;
  return { file: path.join(root, name), line: Number(line) };
}

/** The first line with each URN, as the engine formats its outputs. */
function linesOfUrns(text: string): Map<string, number> {
  const lines = new Map<string, number>();
  for (const [index, line] of text.split('\n').entries()) {
    const urn = /"urn": "([^"]+)"/.exec(line)?.[1];
    if (urn !== undefined && !lines.has(urn)) lines.set(urn, index + 1);
  }
  return lines;
}
