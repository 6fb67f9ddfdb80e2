import { CHECK_FILE } from './recorded.ts';
import { sourcePosition } from './typescript.ts';

/** Things that a program asked for and that the check does not know, by their kind. */
export interface Unanswered {
  environment: Set<string>;
  stackReferences: Set<string>;
  lookups: Set<string>;
}

/** The most names of one kind that a message lists. */
const listed = 3;

/** Nothing was asked for. */
export function nothingUnanswered(): Unanswered {
  return { environment: new Set(), stackReferences: new Set(), lookups: new Set() };
}

/**
 * Sets the environment of a run, and records the variables that the program's own files read and that are not set.
 *
 * @param dir absolute path of the program's folder
 */
export function setEnvironment(
  initial: Readonly<NodeJS.ProcessEnv>,
  environment: Record<string, string>,
  dir: string,
  { environment: names }: Unanswered,
): void {
  const target: NodeJS.ProcessEnv = { ...initial, ...environment };
  // the SDK reads some variables for every resource, and a stack trace takes long: each name is looked at once
  const seen = new Set<PropertyKey>();
  process.env = new Proxy(target, {
    get(variables, name) {
      const value = Reflect.get(variables, name) as string | undefined;
      if (value !== undefined || typeof name !== 'string' || seen.has(name)) return value;
      seen.add(name);
      if (isReadByProgram(dir)) names.add(name);
      return value;
    },
  });
}

/** Whether the code that reads a variable is in the program's own files; the SDK reads many variables that need no value. */
function isReadByProgram(dir: string): boolean {
  // the first lines are the message, this function and the proxy
  const [caller = ''] = (new Error().stack ?? '').split('\n').slice(3);
  const [, file = '', line = '1'] = /((?:file:\/\/)?\/[^():]+):(\d+):\d+/.exec(caller) ?? [];
  return file !== '' && sourcePosition(dir, file, Number(line), 1) !== undefined;
}

/** Returns a sentence that names the entries of the check's file that may help a program that fails; else an empty string. */
export function hintFor(
  { environment, stackReferences, lookups }: Unanswered,
  message: string,
  stage: string,
) {
  const setting = /Missing required configuration variable '([^']+)'/.exec(message)?.[1];
  if (setting !== undefined)
    return `Set it in Pulumi.${stage}.yaml, or only for the check as stages.${stage}.config.${setting} in ${CHECK_FILE}.`;
  const entries = [
    entryFor('environment', environment),
    entryFor('stackReferences', stackReferences),
    entryFor('lookups', lookups),
  ].filter(entry => entry !== '');
  if (entries.length === 0) return '';
  return `If it needs a value that only a deployment knows, give it in ${CHECK_FILE}: ${entries.join('; ')}.`;
}

function entryFor(key: keyof Unanswered, names: ReadonlySet<string>): string {
  if (names.size === 0) return '';
  const first = [...names].slice(0, listed).join(', ');
  return `${key} for ${first}${names.size > listed ? ' and others' : ''}`;
}
