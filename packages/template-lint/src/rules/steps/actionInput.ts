import { at, certainMatch, closestMatch, type Entry, type Located } from '@goldpath/diagnostics';
import { propertyNames, type Schema } from '../../actions/actions.ts';
import { edit, type LintRule, type Report } from '../../rule.ts';
import type { Step } from '../../template/lintTemplate.ts';
import { choicesOf, describeTypes, describeValue, listAlternatives } from '../descriptions.ts';
import { type InputError, inputErrors } from './inputSchema.ts';
import { findKnownValue, type KnownValue } from './knownValue.ts';
import { retyped } from './retyped.ts';

const REJECTED = 'The portal rejects the input, and the task fails here.';

/** The input of a step matches the schema of its action. */
export const actionInput: LintRule = {
  id: 'action-input',
  title: 'Every step passes its action the inputs that it accepts, with values of the right type.',
  why: 'The portal validates the input of a step when the step starts. Invalid input fails the task after all earlier steps have run, and a dry run does not validate the input of actions that change other systems.',
  severity: 'error',
  example: {
    incorrect: 'steps:\n  - { id: wait, action: debug:wait, input: { second: 5 } }\n',
    correct: 'steps:\n  - { id: wait, action: debug:wait, input: { seconds: 5 } }\n',
  },
  check: ({ template, actions }) =>
    template.steps.flatMap(step => {
      const schema = actions.byId.get(step.action ?? '')?.schema?.input;
      // template-schema reports an input that is not a map
      if (!schema || step.node.kind !== 'map' || (step.input && step.input.kind !== 'map')) return [];
      return [
        ...toReports(step, errorsOf(step, schema, findKnownValue(template, actions))),
        ...ignoredInputs(step, schema),
      ];
    }),
};

/** The violations of the schema, with the values of known types that cause them. */
function errorsOf(step: Step, schema: Schema, known: (text: string) => KnownValue | undefined): StepError[] {
  return inputErrors(step.input, schema, text => known(text)?.type).map(error => {
    const value = find(step, error).node?.value;
    return { ...error, known: typeof value === 'string' ? known(value) : undefined };
  });
}

/** A violation in the input of a step. */
interface StepError extends InputError {
  known?: KnownValue | undefined;
}

/** A report about an input that is probably misspelled. */
interface InputReport extends Report {
  /** the name that was certainly intended */
  intended?: string;
}

/** The reports of some errors. A misspelled input is not reported as missing too. */
function toReports(step: Step, errors: StepError[]): Report[] {
  const reports = errors.map(error => ({ error, found: reportsOf(step, error) }));
  const renamed = new Set(
    reports.flatMap(({ error, found }) =>
      found.filter(({ intended }) => intended !== undefined).map(({ intended }) => keyOf(error, intended)),
    ),
  );
  return reports
    .filter(({ error }) => error.name !== 'required' || !renamed.has(keyOf(error, error.argument)))
    .flatMap(({ found }) => found);
}

const keyOf = ({ path }: InputError, key: unknown) => JSON.stringify([...path, key]);

function reportsOf(step: Step, error: StepError): InputReport[] {
  switch (error.name) {
    case 'required':
      return [missingInput(step, error, [String(error.argument)])];
    case 'additionalProperties':
      return [unknownInput(step, error, REJECTED)];
    case 'type':
      return [typeReport(step, error)];
    case 'enum':
    case 'const':
      return [choiceReport(step, error)];
    case 'anyOf':
      return alternativeReports(step, error);
    default: {
      const message = `${nameOf(error)} ${error.message}. ${REJECTED}`;
      return [{ at: find(step, error).place, message, fix: `Write a value that ${step.action} accepts.` }];
    }
  }
}

function typeReport(step: Step, error: StepError): Report {
  const { node, place } = find(step, error);
  const types = describeTypes(error.schema);
  return {
    at: place,
    message: mismatch(step, error, types),
    fix: fixOfType(error, types),
    ...(node && retyped(node, error.schema)),
  };
}

function fixOfType({ known }: StepError, types: string): string {
  if (!known) return `Write ${types}.`;
  if (known.isOfEach) return `Write one of the values, such as ${known.written}[0].`;
  if (known.written.startsWith('parameters')) return `Let the form ask for ${types}, or write another value.`;
  return `Write an expression whose result is ${types}.`;
}

function choiceReport(step: Step, error: StepError): Report {
  const { node, place } = find(step, error);
  const choices = choicesOf(error.schema);
  const closest = closestMatch(String(node?.value), choices);
  return {
    at: place,
    message: mismatch(step, error, listAlternatives(choices)),
    fix: `Write ${closest} if that is intended.`,
  };
}

function mismatch(step: Step, error: StepError, expected: string): string {
  const { known } = error;
  const given = known
    ? `${known.written}, which is ${describeTypes({ type: known.type })}`
    : describeValue(find(step, error).node?.value);
  return `${nameOf(error)} is ${given}, but ${step.action} accepts ${expected}. ${REJECTED}`;
}

const isUnknown = (error: InputError, key: unknown) =>
  error.name === 'additionalProperties' && error.argument === key;

/** The errors that all branches share are reported individually; the others as a choice. */
function alternativeReports(step: Step, error: StepError): InputReport[] {
  const branches = error.argument as InputError[][];
  const [first = [], ...others] = branches;
  const shared = first.filter(({ name, argument }) =>
    others.every(
      branch => name === 'additionalProperties' && branch.some(other => isUnknown(other, argument)),
    ),
  );
  const own = branches.flat().filter(one => !shared.some(({ argument }) => isUnknown(one, argument)));
  const reports = shared.flatMap(one => reportsOf(step, one));
  if (own.length === 0) return reports;
  return [...reports, choiceOfBranches(step, error, own)];
}

/** @param own - the errors that not all branches have */
function choiceOfBranches(step: Step, error: StepError, own: InputError[]): Report {
  const { node, place } = find(step, error);
  const names = [...new Set(own.map(({ argument }) => String(argument)))];
  if (own.every(({ name }) => name === 'required')) return missingInput(step, error, names);
  if (own.every(({ name }) => name === 'additionalProperties')) {
    const entries = names.map(name => node?.entries.get(name)).filter(entry => entry !== undefined);
    const [last] = entries.sort((left, right) => right.start - left.start);
    return {
      at: last ?? place,
      message: `${ownerOf(step, error)} does not accept ${names.join(' and ')} together. ${REJECTED}`,
      fix: `Keep ${listAlternatives(names)}.`,
    };
  }
  const expected = describeBranches(own) ?? 'a value that the action accepts';
  return { at: place, message: mismatch(step, error, expected), fix: `Write ${expected}.` };
}

/** The values that branches accept; undefined when their errors are not about types and choices. */
function describeBranches(errors: InputError[]): string | undefined {
  const accepted = new Set<string>();
  for (const { name, schema } of errors) {
    if (name === 'enum' || name === 'const') choicesOf(schema).forEach(choice => accepted.add(choice));
    else if (name === 'type' && !schema.enum) accepted.add(describeTypes(schema));
  }
  if (accepted.size === 0) return undefined;
  return listAlternatives([...accepted]);
}

function missingInput(step: Step, error: InputError, names: string[]): Report {
  const { node, entry } = find(step, error);
  const place = typeof error.path.at(-1) === 'number' ? node : entry;
  const verb = names.length > 1 ? 'none of them is' : 'it is not';
  return {
    at: place ?? at(step.node, 'action') ?? step.node,
    message: `${ownerOf(step, error)} requires ${listAlternatives(names)}, but ${verb} there. The task fails here.`,
    fix: `Add ${listAlternatives(names)}${descriptionOf(error.schema, names)}.`,
  };
}

/** The description of an input in parentheses, if there is one. */
function descriptionOf({ properties }: Schema, names: string[]): string {
  const [name = '', second] = names;
  const schemas = (properties ?? {}) as Partial<Record<string, Schema>>;
  const description = schemas[name]?.description;
  if (second !== undefined || typeof description !== 'string') return '';
  return ` (${description.replace(/\.$/, '')})`;
}

/** Inputs that the schema lets pass, but that the action does not read. */
function ignoredInputs(step: Step, schema: Schema): Report[] {
  const { additionalProperties, patternProperties } = schema;
  const isOpen = ['anyOf', 'oneOf', 'allOf', 'if', '$ref', 'dependencies'].some(key => key in schema);
  const known = propertyNames(schema);
  if (additionalProperties !== undefined || patternProperties || isOpen || known.length === 0) return [];
  return [...(step.input?.entries.keys() ?? [])]
    .filter(key => !known.includes(key))
    .map(key => {
      const error = { path: [], name: '', argument: key, schema, message: '' };
      return { ...unknownInput(step, error, 'It has no effect.'), severity: 'warning' };
    });
}

function unknownInput(step: Step, error: InputError, effect: string): InputReport {
  const key = String(error.argument);
  const { node, place } = find(step, error);
  const entry = node?.entries.get(key);
  const unused = propertyNames(error.schema).filter(name => !node?.entries.has(name));
  const report: InputReport = {
    at: entry ?? place,
    message: `${ownerOf(step, error)} does not accept ${key}. ${effect}`,
    fix: 'Remove it.',
  };
  const closest = closestMatch(key, unused);
  if (closest) {
    const ranked = [...new Set([closest, ...unused])];
    report.fix = `Remove it, or write an accepted input: ${listAlternatives(ranked)}.`;
  }
  const match = certainMatch(key, unused);
  if (match === undefined) return report;
  report.fix = `Write ${match}.`;
  report.intended = match;
  const isPlain = entry?.source.text.startsWith(key, entry.start);
  if (entry && isPlain) report.edits = [edit(entry.source, entry.start, entry.end, match)];
  return report;
}

/** The value at the path of an error, its key, and the place to report. */
function find(
  step: Step,
  { path }: InputError,
): { node: Located | undefined; entry: Entry | undefined; place: Located | Entry } {
  let node = step.input;
  let entry = step.node.entries.get('input');
  for (const key of path) {
    if (node?.kind === 'map') entry = node.entries.get(String(key)) ?? entry;
    node = node?.kind === 'seq' ? at(node, Number(key)) : at(node, String(key));
  }
  return { node, entry, place: node ?? entry ?? step.node };
}

/** `files[0].from` */
function nameOf({ path }: InputError): string {
  const parts = path.map(key => (typeof key === 'number' ? `[${key}]` : `.${key}`));
  if (parts.length > 0) return parts.join('').replace(/^\./, '');
  return 'The input';
}

/** The object of an error: a part of the input, or the action. */
function ownerOf(step: Step, error: InputError): string {
  if (error.path.length > 0) return nameOf(error);
  return String(step.action);
}
