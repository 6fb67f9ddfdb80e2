/** A position in a program's source: an absolute path and a 1-based line. */
export interface SourcePosition {
  file: string;
  line: number;
}

/** A resource as the program registered it. */
export interface RecordedResource {
  type: string;
  name: string;
  urn: string;
  /** the URNs that it had before, by its own option "aliases" and by that of its parents */
  aliases?: readonly string[];
  /** the URN of its parent, if any */
  parent?: string;
  /** the values that refer to it in the program (its id and its synthetic outputs), each with the name of the output */
  handles: Record<string, string>;
  /** read by its id (`Vpc.get`): it exists already and is managed elsewhere */
  external: boolean;
  /** its inputs; values that are known only when it is deployed are {@link unknownValue} */
  inputs: Record<string, unknown>;
  /** paths of the inputs that the program marks as secret, such as `environment.variables.TOKEN` */
  secrets?: string[];
  /** URNs of the resources that it depends on, by `dependsOn` or by any of its inputs */
  dependencies: string[];
  /** by input: URNs of the resources that its value depends on */
  propertyDependencies: Record<string, string[]>;
  /** a component that a plugin creates (`remote: true`): its children are unknown */
  remote: boolean;
  /** where the program creates it, when that is in the program's own files */
  source?: SourcePosition;
}

/** The placeholder in inputs for a value that is known only when it is deployed: the one of Pulumi's engine. */
export const unknownValue = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';

/** The file beside Pulumi.yaml that says what a check cannot know. */
export const CHECK_FILE = 'goldpath.check.yaml';

/** The given result of a provider's function. */
export interface LookupAnswer {
  /** the arguments of the calls that it is for; every call when it is left out */
  arguments?: Record<string, unknown>;
  result: Record<string, unknown>;
}

/** Values that a program asks for and only a deployment knows, as far as they are given. */
export interface World {
  /** empty when it is not given */
  organization: string;
  environment: Record<string, string>;
  /** outputs by the name of the stack */
  stackReferences: Record<string, Record<string, unknown>>;
  /** by token */
  lookups: Record<string, LookupAnswer[]>;
}

/** A stack's configuration, and what is given about the world that it is deployed in. */
export interface StackConfig {
  stack: string;
  /** by full key, as strings; secrets are replaced by a mark */
  config: Record<string, string>;
  secretKeys: string[];
  world: World;
}

/** The language of a program: a Node.js program is executed, and one of Pulumi YAML is evaluated. */
export type Runtime = 'nodejs' | 'yaml';

/** The message to the child process: one program to execute, once for each stack. */
export interface Execution {
  /** absolute path of the program's folder */
  dir: string;
  /** absolute path of the program's entry point */
  entry: string;
  project: string;
  /** `nodejs` by default */
  runtime?: Runtime;
  stacks: StackConfig[];
  /** texts that take the place of source files, by absolute path */
  sources?: Readonly<Record<string, string>>;
}

/**
 * The kinds of things that a run leaves out: a `callback` that creates resources and waits for a value that is known only after
 * a deployment, a `file` that the program writes, a `process` that it starts, a `module` that is not available, a
 * `component` that a program of Pulumi YAML declares.
 */
export type OmissionKind = 'callback' | 'component' | 'file' | 'module' | 'process';

/** A part of a program that the run did not execute. */
export interface Omission {
  kind: OmissionKind;
  /** the file, the command, the module or the component; empty for a callback */
  detail: string;
  source?: SourcePosition;
}

/** The resources that the run of one stack registered, and the parts of the program that it left out. */
export interface StackRun {
  stack: string;
  resources: RecordedResource[];
  omissions: Omission[];
}

/** Why a program failed. */
export interface Failure {
  message: string;
  source?: SourcePosition;
  missingPackage?: string;
}

/** The reply of the child process. */
export interface Answer {
  /** of the stacks in their order; the last one is incomplete when there is a failure */
  runs: StackRun[];
  failure?: Failure & { stack: string; hint: string };
}
