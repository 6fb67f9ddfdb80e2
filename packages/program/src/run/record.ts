import type { MockMonitor, Mocks } from '@pulumi/pulumi/runtime/mocks';
import { type Alias, aliasUrns } from './aliases.ts';
import { isDeepStrictEqual } from 'node:util';
import { referencedId } from '../graph/resourceReference.ts';
import { markSecretParts } from '../graph/secretValues.ts';
import { answerCall, isAnswered } from './fakes.ts';
import { createOffline, namesIn } from './offline.ts';
import {
  type LookupAnswer,
  type RecordedResource,
  type SourcePosition,
  unknownValue,
  type World,
} from './recorded.ts';
import { sourcePosition } from './typescript.ts';
import type { TransformableRequest, Transforms } from './transforms.ts';
import type { Unanswered } from './unanswered.ts';

/** The part of a registration request that is read: a protobuf message of the Pulumi SDK. */
interface Request {
  getType(): string;
  getName(): string;
  getParent(): string;
  getAliasesList?(): Alias[];
  getObject?(): { toJavaScript(): Inputs } | undefined;
  getProperties?(): { toJavaScript(): Inputs } | undefined;
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

type Inputs = Record<string, unknown>;
type Runtime = Pick<
  typeof import('@pulumi/pulumi').runtime,
  'getProject' | 'getStack' | 'isRpcSecret' | 'unwrapRpcSecret'
>;
type Callback = (error: unknown, response?: { getUrn(): string; getId?(): string }) => void;

/** The options of {@link recorder}. */
interface RecorderOptions {
  /** the program's folder: source positions are those in its files */
  dir: string;
  /** the region that the program gets when it asks for one */
  region?: string | undefined;
  /** resolves packages as the program does */
  load: NodeJS.Require;
  world: World;
  transforms: Transforms;
  /** the texts that the program has marked as secret so far */
  ownSecrets: ReadonlySet<string>;
  /** is filled with what the program asks for and the check does not know */
  unanswered: Unanswered;
}

/**
 * Creates a resource monitor that records every registration, and the list that it fills.
 *
 * @param Monitor the mock monitor of the program's own SDK
 */
export function recorder(
  Monitor: typeof MockMonitor,
  runtime: Runtime,
  options: RecorderOptions,
): { mocks: Mocks; createMonitor: () => MockMonitor; recorded: RecordedResource[] } {
  const recorded: RecordedResource[] = [];
  const byUrn = new Map<string, RecordedResource>();
  const handlesOf = new Map<string, Record<string, string>>();
  const mocks = mocksFor(handlesOf, options);

  class Recorder extends Monitor {
    constructor() {
      super(mocks);
    }

    override async registerResource(
      request: Request & TransformableRequest,
      callback: Callback,
    ): Promise<void> {
      await options.transforms.applyTo(request);
      const inputs = request.getObject()?.toJavaScript() ?? {};
      await super.registerResource(request, this.#recording(request, inputs, undefined, callback));
    }

    override readResource(request: Request, callback: Callback): Promise<void> {
      const inputs = request.getProperties?.()?.toJavaScript() ?? {};
      return super.readResource(request, this.#recording(request, inputs, request.getId?.() ?? '', callback));
    }

    /** @param readId the id of a resource that is read; a registered resource has it in the response */
    #recording(request: Request, inputs: Inputs, readId: string | undefined, callback: Callback): Callback {
      return (error, response) => {
        if (response) {
          const isRead = readId !== undefined;
          const urn = response.getUrn();
          const id = readId ?? response.getId?.() ?? '';
          if (!isRead) options.transforms.registered(request as Request & TransformableRequest, urn);
          const resource: RecordedResource = {
            ...describe(request, inputs, runtime, [...options.ownSecrets]),
            urn,
            aliases: aliasUrns(request.getAliasesList?.() ?? [], urn, byUrn.get(request.getParent())),
            handles: { ...handlesOf.get(id), ...namesIn(inputs) },
            external: isRead,
            source: sourceOf(request, options.dir),
          };
          recorded.push(resource);
          byUrn.set(urn, resource);
        }
        callback(error, response);
      };
    }
  }
  const createMonitor = () => Object.assign(new Recorder(), { newUrn: urnBelow(runtime) });
  return { mocks, createMonitor, recorded };
}

/** A URN has the types of all parents; that of the SDK's monitor has only the last one. */
function urnBelow({ getStack, getProject }: Runtime) {
  return (parent: string, type: string, name: string): string => {
    const parents = parent ? `${parent.split('::')[2]}$` : '';
    return `urn:pulumi:${[getStack(), getProject(), parents + type, name].join('::')}`;
  };
}

/** @param handlesOf is filled with the handles of each new resource, by id */
function mocksFor(
  handlesOf: Map<string, Record<string, string>>,
  { region = 'us-east-1', load, world, unanswered }: RecorderOptions,
): Mocks {
  let created = 0;
  return {
    // the id is known and identifies the resource, so that references to it survive in any value of the program
    newResource: args => {
      const { type, name, id: given } = args;
      const inputs = args.inputs as Inputs;
      if (type === 'pulumi:pulumi:StackReference') return referencedStack(inputs, world, unanswered);
      if (!given) created += 1;
      const { id, state, handles } = createOffline(
        { type, name, number: created, id: given, inputs, region },
        load,
      );
      handlesOf.set(id, handles);
      return { id, state };
    },
    call: args => {
      const call = { token: args.token, inputs: args.inputs as Inputs };
      const given = world.lookups[call.token]?.find(answer => isFor(answer, call.inputs))?.result;
      if (!given && !isAnswered(call.token)) unanswered.lookups.add(call.token);
      return answerCall(call, region, load, given);
    },
  };
}

function isFor({ arguments: wanted = {} }: LookupAnswer, inputs: Inputs): boolean {
  return Object.entries(wanted).every(([name, value]) => isDeepStrictEqual(inputs[name], value));
}

/** The outputs of another stack; all of them are unknown unless they are given. */
function referencedStack(inputs: Inputs, { stackReferences }: World, unanswered: Unanswered) {
  const name = String(inputs.name);
  const outputs = stackReferences[name];
  if (!outputs) unanswered.stackReferences.add(name);
  return { id: name, state: { ...inputs, name, ...(outputs && { outputs, secretOutputNames: [] }) } };
}

function describe(request: Request, inputs: Inputs, runtime: Runtime, ownSecrets: readonly string[]) {
  const secrets = secretPaths(inputs, runtime);
  return {
    type: request.getType(),
    name: request.getName(),
    parent: request.getParent() || undefined,
    inputs: markSecretParts(plain(inputs, runtime) as Inputs, secrets, ownSecrets),
    secrets,
    dependencies: request.getDependenciesList(),
    propertyDependencies: propertyDependencies(request),
    remote: request.getRemote?.() ?? false,
  };
}

function propertyDependencies(request: Request): Record<string, string[]> {
  const byInput: Record<string, string[]> = {};
  request.getPropertydependenciesMap?.().forEach((urns, input) => {
    byInput[input] = urns.getUrnsList();
  });
  return byInput;
}

/** Returns the innermost position in the program's own files on the stack of the registration. */
function sourceOf(request: Request, dir: string): SourcePosition | undefined {
  const frames = request.getStacktrace?.()?.getFramesList() ?? [];
  const positions = [request.getSourceposition?.(), ...frames.map(frame => frame.getPc())];
  for (const position of positions.filter(one => one !== undefined)) {
    const source = sourcePosition(dir, position.getUri(), position.getLine(), position.getColumn());
    if (source) return source;
  }
  return undefined;
}

/** Returns the paths of the wrappers that mark secrets; everything inside a wrapper is secret. */
function secretPaths(value: unknown, runtime: Runtime, at: string[] = []): string[] {
  if (runtime.isRpcSecret(value)) return [at.join('.')];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => secretPaths(item, runtime, [...at, key]));
}

/** Removes the wrappers that mark secrets. Anything in Pulumi's wire format that is not a value becomes an unknown. */
function plain(value: unknown, runtime: Runtime): unknown {
  if (runtime.isRpcSecret(value)) return plain(runtime.unwrapRpcSecret(value), runtime);
  if (Array.isArray(value)) return value.map(item => plain(item, runtime));
  if (typeof value !== 'object' || value === null) return value ?? unknownValue;
  const id = referencedId(value);
  if (id !== undefined) return id || unknownValue;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item, runtime)]));
}
