import { nearest, obviouslyMeant } from '../../../answers/nearest.ts';
import type { Schema } from '../../actions/actions.ts';
import { edit, type LintRule, type Report } from '../../rule.ts';
import { at, type Entry, type Located } from '../../source/located.ts';
import type { Step } from '../../template/lintTemplate.ts';
import { type InputError, inputErrors } from './inputSchema.ts';
import { choicesOf, kindsOf, listed, typeNames, wrote } from './inputWords.ts';
import { retyped } from './retyped.ts';

const REFUSED = 'The portal refuses it and fails the task here.';

/** The input of a step is what its action takes. */
export const actionInput: LintRule = {
  id: 'action-input',
  title: 'Every step gives its action the inputs that it takes, with values of the right type.',
  why: 'The portal validates the input of a step when its turn comes, after every step before it did its work, and fails the task; a dry run never validates the inputs of actions that change something outside.',
  severity: 'error',
  example: {
    bad: 'steps:\n  - { id: wait, action: debug:wait, input: { second: 5 } }\n',
    good: 'steps:\n  - { id: wait, action: debug:wait, input: { seconds: 5 } }\n',
  },
  check: ({ template, actions }) =>
    template.steps.flatMap(step => {
      const schema = step.action === undefined ? undefined : actions.byId.get(step.action)?.schema?.input;
      // the schema of templates is against any other input than a map
      if (!schema || step.node.kind !== 'map' || (step.input && step.input.kind !== 'map')) return [];
      return [...toReports(step, inputErrors(step.input, schema)), ...ignoredInputs(step, schema)];
    }),
};

/** A name that is misspelt is told once, and not as missing too. */
function toReports(step: Step, errors: InputError[]): Report[] {
  const reports = errors.map(error => ({ error, found: toReport(step, error) }));
  const told = new Set(
    reports.flatMap(({ error, found }) => found.flatMap(({ meant }) => (meant ? [keyOf(error, meant)] : []))),
  );
  return reports.flatMap(({ error, found }) =>
    error.name === 'required' && told.has(keyOf(error, error.argument)) ? [] : found,
  );
}

const keyOf = ({ path }: InputError, key: unknown) => JSON.stringify([...path, key]);

function toReport(step: Step, error: InputError): (Report & { meant?: string })[] {
  const { node, entry } = find(step, error.path);
  const place = node ?? entry ?? step.node;
  const what = nameOf(error.path) ?? 'The input';
  const { action } = step;
  const taken = (words: string) =>
    `${what} is ${wrote(node?.value)}, and ${action} takes ${words}. ${REFUSED}`;
  switch (error.name) {
    case 'required':
      return [missing(step, error, [String(error.argument)])];
    case 'additionalProperties':
      return [unknownInput(step, error, REFUSED)];
    case 'type': {
      const words = typeNames(error.schema);
      const mend = node && retyped(node, error.schema);
      return [{ at: place, message: taken(words), ...(mend ?? { fix: `Write ${words}.` }) }];
    }
    case 'enum':
    case 'const': {
      const choices = choicesOf(error.schema);
      const close = nearest(String(node?.value), choices);
      return [{ at: place, message: taken(listed(choices)), fix: `Write ${close}, if that is meant.` }];
    }
    case 'anyOf':
      return alternatives(step, error);
    default:
      return [
        { at: place, message: `${what} ${error.message}. ${REFUSED}`, fix: `Write what ${action} takes.` },
      ];
  }
}

/** What every branch has against it is told by itself; the rest is a choice. */
function alternatives(step: Step, error: InputError): Report[] {
  const branches = error.argument as InputError[][];
  const [first = [], ...others] = branches;
  const isSame = (left: InputError) => (right: InputError) =>
    left.name === 'additionalProperties' && right.name === left.name && left.argument === right.argument;
  const shared = first.filter(one => others.every(branch => branch.some(isSame(one))));
  const own = branches.flat().filter(one => !shared.some(isSame(one)));
  const reports = shared.flatMap(one => toReport(step, one));
  if (own.length === 0) return reports;
  const { node, entry } = find(step, error.path);
  const names = [...new Set(own.map(({ argument }) => String(argument)))];
  if (own.every(({ name }) => name === 'required')) return [...reports, missing(step, error, names)];
  const place = node ?? entry ?? step.node;
  if (own.every(({ name }) => name === 'additionalProperties')) {
    const last = names.flatMap(name => node?.entries.get(name) ?? []).sort((a, b) => b.start - a.start)[0];
    const message = `${nameOf(error.path) ?? step.action} does not take ${names.join(' and ')} together. ${REFUSED}`;
    return [...reports, { at: last ?? place, message, fix: `Keep ${listed(names)}.` }];
  }
  const words = kindsOf(own) ?? 'what the action takes';
  const message = `${nameOf(error.path) ?? 'The input'} is ${wrote(node?.value)}, and ${step.action} takes ${words}. ${REFUSED}`;
  return [...reports, { at: place, message, fix: `Write ${words}.` }];
}

function missing(step: Step, { path, schema }: InputError, names: string[]): Report {
  const { node, entry } = find(step, path);
  const { description } = Object(Object(schema.properties)[names[0] ?? '']);
  const about =
    typeof description === 'string' && names.length === 1 ? ` (${description.replace(/\.$/, '')})` : '';
  const place = typeof path.at(-1) === 'number' ? node : entry;
  return {
    at: place ?? at(step.node, 'action') ?? step.node,
    message: `${nameOf(path) ?? step.action} needs ${listed(names)}, and ${names.length > 1 ? 'none of them is' : 'it is not'} there: the portal fails the task here.`,
    fix: `Add ${listed(names)}${about}.`,
  };
}

/** An action whose schema lets other keys pass still knows only its own. */
function ignoredInputs(step: Step, schema: Schema): Report[] {
  const { properties, additionalProperties, patternProperties } = schema;
  const isFree = ['anyOf', 'oneOf', 'allOf', 'if', '$ref', 'dependencies'].some(key => key in schema);
  const known = Object.keys(Object(properties));
  if (additionalProperties !== undefined || patternProperties || isFree || known.length === 0) return [];
  return [...(step.input?.entries.keys() ?? [])]
    .filter(key => !known.includes(key))
    .map(key => {
      const error = { path: [], name: '', argument: key, schema, message: '' };
      return { ...unknownInput(step, error, 'It has no effect.'), severity: 'warning' };
    });
}

function unknownInput(
  step: Step,
  { path, argument, schema }: InputError,
  effect: string,
): Report & { meant?: string } {
  const key = String(argument);
  const { node, entry: around } = find(step, path);
  const entry = node?.entries.get(key);
  const free = Object.keys(Object(schema.properties)).filter(name => !node?.entries.has(name));
  const meant = obviouslyMeant(key, free);
  const isPlain = entry && entry.source.text.startsWith(key, entry.start);
  const ranked = [nearest(key, free), ...free].filter(name => name !== undefined);
  return {
    at: entry ?? node ?? around ?? step.node,
    message: `${nameOf(path) ?? step.action} takes no ${key}. ${effect}`,
    fix: meant
      ? `Write ${meant}.`
      : free.length > 0
        ? `Remove it, or write what is taken: ${listed([...new Set(ranked)])}.`
        : 'Remove it.',
    ...(meant && { meant }),
    ...(meant && isPlain && { edits: [edit(entry.source, entry.start, entry.end, meant)] }),
  };
}

/** The value below some keys of a step's input, and the key that it stands at. */
function find(step: Step, path: InputError['path']): { node: Located | undefined; entry: Entry | undefined } {
  let node = step.input;
  let entry = step.node.entries.get('input');
  for (const key of path) {
    if (node?.kind === 'map') entry = node.entries.get(String(key)) ?? entry;
    node = node?.kind === 'seq' ? at(node, Number(key)) : at(node, String(key));
  }
  return { node, entry };
}

/** `files[0].from`; of the input as a whole nothing. */
function nameOf(path: InputError['path']): string | undefined {
  const parts = path.map(key => (typeof key === 'number' ? `[${key}]` : `.${key}`));
  return parts.length > 0 ? parts.join('').replace(/^\./, '') : undefined;
}
