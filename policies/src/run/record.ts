import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MockMonitor, Mocks } from '@pulumi/pulumi/runtime/mocks';
import { answerCall, knownOutputs } from './fakes.ts';
import { syntheticOutputs } from './outputs.ts';
import { originOf } from './typescript.ts';
import { unknownValue, type RecordedResource, type SourcePosition } from './recorded.ts';

/** The part of a registration request that is read: a protobuf message of the Pulumi SDK. */
interface Request {
  getType(): string;
  getName(): string;
  getParent(): string;
  getObject?(): { toJavaScript(): Record<string, unknown> } | undefined;
  getProperties?(): { toJavaScript(): Record<string, unknown> } | undefined;
  getId?(): string;
  getRemote?(): boolean;
  getDependenciesList(): string[];
  getPropertydependenciesMap?(): Map<string, { getUrnsList(): string[] }>;
  getStacktrace?(): { getFramesList(): Frame[] } | undefined;
  getSourceposition?(): Position | undefined;
}

interface Position {
  getUri(): string;
  getLine(): number;
  getColumn(): number;
}

interface Frame {
  getPc(): Position | undefined;
}

type Callback = (error: unknown, response?: { getUrn(): string; getId?(): string }) => void;

/**
 * A resource monitor that records every registration, and the list that it fills.
 *
 * @param Monitor the SDK's own mock monitor: the one that the program's SDK brings
 * @param options `dir` is the program's folder, in which positions are looked for; `region` is answered where it is asked;
 * `load` finds packages as the program does
 */
export function recorder(
  Monitor: typeof MockMonitor,
  runtime: Pick<typeof import('@pulumi/pulumi').runtime, 'isRpcSecret' | 'unwrapRpcSecret'>,
  { dir, region = 'us-east-1', load }: { dir: string; region?: string; load: NodeJS.Require },
) {
  const recorded: RecordedResource[] = [];
  const handlesOf = new Map<string, Record<string, string>>();
  let made = 0;
  const mocks: Mocks = {
    // an id is known and tells whose it is, so that an edge survives wherever the program passes it on
    newResource: ({ type, name, inputs, id: given }) => {
      // two components may each have a child of the same type and name
      const id = given || `${type}::${name}#${(made += 1)}#`;
      const outputs = syntheticOutputs(load, { type, id, inputs, region });
      const handles = Object.entries(outputs).map(([output, value]) => [value, output] as const);
      handlesOf.set(id, Object.fromEntries([...handles, [id, 'id']]));
      return { id, state: { ...outputs, ...inputs, ...knownOutputs(type, id, inputs) } };
    },
    call: ({ token, inputs }) => answerCall({ token, inputs }, region),
  };

  class Recorder extends Monitor {
    static readonly mocks = mocks;

    constructor() {
      super(mocks);
    }

    override registerResource(request: Request, callback: Callback): Promise<void> {
      const inputs = request.getObject?.()?.toJavaScript() ?? {};
      return super.registerResource(request, this.#recording(request, inputs, undefined, callback));
    }

    override readResource(request: Request, callback: Callback): Promise<void> {
      const inputs = request.getProperties?.()?.toJavaScript() ?? {};
      return super.readResource(request, this.#recording(request, inputs, request.getId?.() ?? '', callback));
    }

    /** @param readId the id of a resource that is read; one that is registered has it in the response */
    #recording(
      request: Request,
      inputs: Record<string, unknown>,
      readId: string | undefined,
      callback: Callback,
    ): Callback {
      return (error, response) => {
        if (response) {
          const id = readId ?? response.getId?.() ?? '';
          this.#record(request, inputs, { id, urn: response.getUrn(), external: readId !== undefined });
        }
        callback(error, response);
      };
    }

    #record(
      request: Request,
      inputs: Record<string, unknown>,
      { id, urn, external }: { id: string; urn: string; external: boolean },
    ): void {
      recorded.push({
        type: request.getType(),
        name: request.getName(),
        urn,
        parent: request.getParent() || undefined,
        handles: { ...handlesOf.get(id), ...namesOf(inputs) },
        external,
        inputs: plain(inputs, runtime) as Record<string, unknown>,
        secrets: secretPaths(inputs, runtime),
        dependencies: request.getDependenciesList(),
        propertyDependencies: propertyDependencies(request),
        remote: request.getRemote?.() ?? false,
        source: sourceOf(request, dir),
      });
    }
  }
  return { Recorder, recorded };
}

/** Inputs by whose text other resources may name this one. */
const naming = ['name', 'bucket', 'identifier', 'clusterIdentifier', 'functionName', 'family'];

function namesOf(inputs: Record<string, unknown>): Record<string, string> {
  const given = naming.filter(key => typeof inputs[key] === 'string' && inputs[key] !== unknownValue);
  return Object.fromEntries(given.map(key => [inputs[key] as string, key]));
}

function propertyDependencies(request: Request): Record<string, string[]> {
  const byInput: Record<string, string[]> = {};
  request.getPropertydependenciesMap?.().forEach((urns, input) => {
    byInput[input] = urns.getUrnsList();
  });
  return byInput;
}

/** The innermost place of the program's own files on the way to the registration. */
function sourceOf(request: Request, dir: string): SourcePosition | undefined {
  const frames = request.getStacktrace?.()?.getFramesList() ?? [];
  const positions = [request.getSourceposition?.(), ...frames.map(frame => frame.getPc())];
  for (const position of positions) {
    const uri = position?.getUri() ?? '';
    const file = uri.startsWith('file:') ? fileURLToPath(uri) : uri;
    if (position && file.startsWith(dir + path.sep) && !file.includes(`${path.sep}node_modules${path.sep}`)) {
      return originOf({ file, line: position.getLine(), column: position.getColumn() });
    }
  }
  return undefined;
}

/** Where the wrappers that mark secrets are; what is inside of one is secret as a whole. */
function secretPaths(
  value: unknown,
  runtime: Pick<typeof import('@pulumi/pulumi').runtime, 'isRpcSecret'>,
  path: string[] = [],
): string[] {
  if (runtime.isRpcSecret(value)) return [path.join('.')];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => secretPaths(item, runtime, [...path, key]));
}

/** Without the wrappers that mark secrets; whatever Pulumi's wire format has that is no value is an unknown. */
function plain(
  value: unknown,
  runtime: Pick<typeof import('@pulumi/pulumi').runtime, 'isRpcSecret' | 'unwrapRpcSecret'>,
): unknown {
  if (runtime.isRpcSecret(value)) return plain(runtime.unwrapRpcSecret(value), runtime);
  if (Array.isArray(value)) return value.map(item => plain(item, runtime));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item, runtime)]));
  }
  return value ?? unknownValue;
}
