/** The state of a resource in an event of the engine. */
export interface State {
  inputs?: Record<string, unknown>;
  retainOnDelete?: boolean;
}

/** An operation of Pulumi's engine on a resource. */
export interface Operation {
  op: string;
  urn: string;
  type: string;
  /** the state before it */
  old?: State | null;
  /** the state after it */
  new?: State | null;
}

/** The result of one run of the engine. */
export interface Outcome {
  succeeded: boolean;
  operations: readonly Operation[];
  /** the errors, without those about the run as a whole */
  errors: readonly string[];
}

/**
 * The parts of an event of the engine that are read here:
 * https://github.com/pulumi/pulumi/blob/master/sdk/go/common/apitype/events.go
 */
interface EngineEvent {
  resourcePreEvent?: { metadata: Operation };
  diagnosticEvent?: { message: string; severity: string };
}

/** Operations that change nothing. */
const silent = new Set(['same', 'read', 'refresh']);

/** Reads the events that `pulumi up --json` prints, one per line. */
export function outcomeOf(output: string, succeeded: boolean): Outcome {
  const events = output
    .split('\n')
    .filter(line => line.startsWith('{'))
    .map(line => JSON.parse(line) as EngineEvent);
  const operations = events
    .map(event => event.resourcePreEvent?.metadata)
    .filter(metadata => metadata !== undefined)
    .filter(({ op }) => !silent.has(op));
  const errors = events
    .map(event => event.diagnosticEvent)
    .filter(diagnostic => diagnostic?.severity === 'error')
    .map(diagnostic => diagnostic?.message.trim() ?? '')
    .filter(message => !/^(update|preview|destroy) failed$/.test(message));
  return { succeeded, operations, errors };
}

/** How a run ended, in words: applied, refused with a sentence of the program, or stopped by the protection of a resource. */
export function endOf({ succeeded, errors }: Outcome): string {
  if (succeeded) return 'applied';
  if (errors.some(error => error.includes('protect'))) return 'protected';
  const lines = errors.map(error => error.split('\n').at(-1)?.trim());
  return `refused: ${lines.find(Boolean) ?? 'without a reason'}`;
}

const verbs: Readonly<Record<string, string>> = {
  create: 'created',
  update: 'updated',
  replace: 'replaced',
  delete: 'deleted',
};

/** `1 created, 2 updated`: the resources of AWS, without the components of the program. */
export function countsOf(operations: readonly Operation[]): string {
  const counts = Object.entries(verbs)
    .map(
      ([op, verb]) => [operations.filter(one => one.op === op && isResource(one.type)).length, verb] as const,
    )
    .filter(([count]) => count > 0);
  return counts.map(([count, verb]) => `${count} ${verb}`).join(', ') || 'nothing';
}

/** The most types that {@link notableOf} lists. */
const LISTED = 4;

/** The types of the resources that are replaced or deleted, and of the database and the service, which have state. */
export function notableOf(operations: readonly Operation[]): string {
  const notable = operations.filter(({ op, type }) => {
    if (op === 'replace' || op === 'delete') return isResource(type);
    return op === 'update' && /:(Instance|Service)$/.test(type);
  });
  const types = [...new Set(notable.map(({ op, type }) => `${verbs[op]} ${shortType(type)}`))].sort();
  const rest = types.length - LISTED;
  return types.slice(0, LISTED).join(', ') + (rest > 0 ? ` and ${rest} more types` : '');
}

const isResource = (type: string) => type.startsWith('aws:');

const shortType = (type: string) => type.replace(/^aws:/, '').replace(/\/.*:/, ':');
