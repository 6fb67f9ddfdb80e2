/** A place in a program's source: an absolute path and a line from 1. */
export interface SourcePosition {
  file: string;
  line: number;
}

/** A resource as the program registered it. */
export interface RecordedResource {
  type: string;
  name: string;
  urn: string;
  /** the URN of its parent, if any */
  parent?: string;
  /** what stands for it wherever the program passes it on: its id and the outputs made for it, and which output each is */
  handles: Record<string, string>;
  /** read by its id (`Vpc.get`): it exists already, and somebody else decides what it is */
  external: boolean;
  /** its inputs, in which {@link unknownValue} stands for what only a deployment would tell */
  inputs: Record<string, unknown>;
  /** paths of the inputs that the program marks as secret, such as `environment.variables.TOKEN` */
  secrets?: string[];
  /** URNs of what it has to wait for: what `dependsOn` names, and what any of its inputs comes from */
  dependencies: string[];
  /** by input: URNs of the resources that its value comes from */
  propertyDependencies: Record<string, string[]>;
  /** a component of another program's making (`remote: true`): what it holds is not known here */
  remote: boolean;
  /** where the program makes it, when that is in the program's own files */
  source?: SourcePosition;
}

/** Stands in inputs for a value that only a deployment would tell. The same text that Pulumi's engine uses. */
export const unknownValue = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';

/** A stack's configuration. */
export interface StackConfig {
  stack: string;
  /** by its full key, as text; what is secret has a placeholder */
  config: Record<string, string>;
  secretKeys: string[];
}

/** What the child process is asked to execute: one program, once for each stack. */
export interface Execution {
  /** absolute path of the program's folder */
  dir: string;
  /** absolute path of the file that the program begins with */
  entry: string;
  project: string;
  stacks: StackConfig[];
}

/** What one stack's run registered. */
export interface StackRun {
  stack: string;
  resources: RecordedResource[];
}

/** Why a program did not run to its end. */
export interface Failure {
  message: string;
  source?: SourcePosition;
  missingPackage?: string;
}

/** What the child process answers. */
export type Answer = { runs: StackRun[] } | { failure: Failure & { stack: string; registered: number } };
