import { Ajv, type ErrorObject } from 'ajv';
import { nearest, obviouslyMeant } from '../../../answers/nearest.ts';
import { parsePointer } from '../../../source/pointer.ts';
import { edit, type LintRule, type Report } from '../../rule.ts';
import { at, type Located } from '../../source/located.ts';
import { listed, typeNames, wrote } from '../steps/inputWords.ts';
import { formSchemas, STOPS } from './formSchemas.ts';

const META = 'http://json-schema.org/draft-07/schema';
const types = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'];

/** The pages of a form are JSON Schema. */
export const parametersSchema: LintRule = {
  id: 'parameters-schema',
  title: 'Each page of a form is valid JSON Schema, and what it sets before is an answer that it takes.',
  why: 'The form compiles the schema of a page when somebody presses Next: where it cannot, nobody gets past that page.',
  severity: 'error',
  example: {
    bad: 'parameters:\n  - title: Page\n    properties:\n      name: { type: string, required: true }\n',
    good: 'parameters:\n  - title: Page\n    required: [name]\n    properties:\n      name: { type: string }\n',
  },
  check: ({ template: { pages }, stamped }) =>
    pages.flatMap(page => [
      ...metaErrors(page).map(error => toReport(page, error)),
      ...[...new Set(formSchemas(page).map(({ schema }) => schema))].flatMap(schema => [
        // stamp-schema tells of patterns too
        ...(stamped ? [] : ofPattern(at(schema, 'pattern'))),
        ...ofField(schema),
      ]),
    ]),
};

const ajv = new Ajv({ allErrors: true, verbose: true, strict: false, logger: false });

function metaErrors(page: Located): ErrorObject[] {
  const judge = ajv.getSchema(META);
  if (!judge || judge(page.value)) return [];
  const errors = ((judge.errors ?? []) as ErrorObject[]).filter(
    error => find(page, error.instancePath)?.kind !== 'unknown' && !isToldElsewhere(error),
  );
  // a place is told once: what each branch of the schema of schemas has against it comes to the same
  const byPlace = Map.groupBy(errors, ({ instancePath }) => instancePath);
  return [...byPlace].flatMap(([place, found]) => {
    const isWithin = errors.some(({ instancePath }) => instancePath.startsWith(`${place}/`));
    const [first] = found;
    return first && !(isWithin && found.some(({ keyword }) => keyword === 'anyOf')) ? [first] : [];
  });
}

/** Choices one by one, and looks among the fields. */
function isToldElsewhere({ instancePath, keyword }: ErrorObject): boolean {
  const key = parsePointer(instancePath).at(-1) ?? '';
  return key.startsWith('ui:') || (key === 'enum' && ['minItems', 'uniqueItems'].includes(keyword));
}

function find(page: Located, pointer: string): Located | undefined {
  return parsePointer(pointer).reduce<Located | undefined>(
    (node, key) => at(node, node?.kind === 'seq' ? Number(key) : key),
    page,
  );
}

function toReport(page: Located, { instancePath, keyword, parentSchema, message }: ErrorObject): Report {
  const node = find(page, instancePath) ?? page;
  const key = parsePointer(instancePath).at(-1);
  if (key === 'required' && typeof node.value === 'boolean') {
    return {
      at: node,
      message: `required is a list of fields, and not ${node.value}. ${STOPS}`,
      fix: 'Remove it here, and name the field in the list "required" beside "properties".',
    };
  }
  if (key === 'type' && typeof node.value === 'string') return typeReport(node);
  const words = keyword === 'type' ? typeNames(parentSchema as Record<string, unknown>) : undefined;
  const said = words ? `and is to be ${words}` : `and ${message}`;
  return {
    at: node,
    message: `${key ?? 'The page'} is ${wrote(node.value)}, ${said}. ${STOPS}`,
    fix: words ? `Write ${words}.` : 'Write what JSON Schema takes there.',
  };
}

function typeReport(node: Located): Report {
  const written = String(node.value);
  const meant = obviouslyMeant(written, types);
  return {
    at: node,
    message: `There is no type ${JSON.stringify(written)}. ${STOPS}`,
    fix: `Write ${meant ?? nearest(written, types)}, or another of ${types.join(', ')}.`,
    ...(meant && { edits: [edit(node.source, node.start, node.end, meant)] }),
  };
}

/** What the schema of schemas does not see. */
function* ofField(schema: Located): Generator<Report> {
  const choices = at(schema, 'enum');
  if (choices?.kind === 'seq') yield* ofChoices(schema, choices);
  yield* ofDefault(schema, choices);
}

function* ofPattern(pattern: Located | undefined): Generator<Report> {
  if (typeof pattern?.value !== 'string') return;
  try {
    // as the form compiles it
    new RegExp(pattern.value, 'u');
  } catch (error) {
    const reason = (error as Error).message.replace(/^.*: /, '');
    yield {
      at: pattern,
      message: `This is no regular expression of JavaScript with the flag u: ${reason}. ${STOPS}`,
      fix:
        reason === 'Invalid escape'
          ? 'Remove the backslash before what needs none, such as - or _.'
          : 'Correct the expression.',
    };
  }
}

function* ofChoices(schema: Located, choices: Located): Generator<Report> {
  if (choices.items.length === 0) {
    yield { at: choices, message: `enum has no choice. ${STOPS}`, fix: 'List the choices, or remove enum.' };
  }
  const seen = new Set<string>();
  for (const item of choices.items) {
    const text = JSON.stringify(item.value);
    if (item.kind !== 'unknown' && seen.has(text)) {
      yield { at: item, message: `enum has ${text} twice. ${STOPS}`, fix: 'Remove one of them.' };
    }
    seen.add(text);
  }
  const names = at(schema, 'ui:enumNames') ?? at(schema, 'enumNames');
  if (names?.kind === 'seq' && names.items.length !== choices.items.length) {
    yield {
      at: names,
      severity: 'warning',
      message: `There are ${names.items.length} names for ${choices.items.length} choices: some choices show the name of another, or none.`,
      fix: 'Give each choice of enum its name, in the same order.',
    };
  }
}

function* ofDefault(schema: Located, choices: Located | undefined): Generator<Report> {
  const preset = at(schema, 'default');
  const type = at(schema, 'type')?.value;
  if (!preset || preset.kind === 'unknown' || preset.value === null) return;
  if (
    choices?.kind === 'seq' &&
    choices.items.every(({ kind }) => kind !== 'unknown') &&
    preset.kind === 'scalar'
  ) {
    const values = choices.items.map(({ value }) => value);
    if (!values.includes(preset.value)) {
      yield {
        at: preset,
        severity: 'warning',
        message: `The default ${JSON.stringify(preset.value)} is none of the choices: the form does not take it as it comes.`,
        fix: `Write one of ${listed(values.map(String))}.`,
      };
    }
    return;
  }
  if (typeof type === 'string' && types.includes(type) && !isOfType(preset, type)) {
    yield {
      at: preset,
      severity: 'warning',
      message: `The default is ${wrote(preset.value)}, and the field is to be ${typeNames({ type })}: the form does not take it as it comes.`,
      fix: `Write ${typeNames({ type })}.`,
    };
  }
}

function isOfType({ kind, value }: Located, type: string): boolean {
  if (type === 'array') return kind === 'seq';
  if (type === 'object') return kind === 'map';
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'null') return value === null;
  return kind === 'scalar' && typeof value === type;
}
