import fc from 'fast-check';
import { type Answers, skeletonAnswers, type Template, validateAnswers } from '@goldpath/template';

/** The schema of a field, or of a branch of conditions. */
type Schema = Record<string, unknown>;

/** Values that parsers and people often misread. */
const awkward = [
  'true',
  'null',
  '~',
  '0x1F',
  '1e3',
  '2001-01-01',
  'a: b',
  'a #b',
  '- a',
  '? a',
  '[a, b',
  '{{ name }}',
  '${{ secrets.X }}',
  '{% raw %}',
  '$& $1 $$',
  "it's",
  'say "hi"',
  'back\\slash',
  '`code`',
  '<script>alert(1)</script>',
  '__proto__',
  '日本語 👩🏽‍🚀 ünï',
  '---',
  '...',
  '%TAG',
  '@at',
  '*a &b !c |d >e',
];

const word = fc.stringMatching(/^[a-z0-9]{2,12}$/);
/** Owners on GitHub, and names of repositories: in upper case, with dots, and those that YAML reads as numbers. */
const account = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9-]{0,8}$/);
const repository = fc.stringMatching(/^[A-Za-z0-9._-]{1,12}$/);

/** The values that Backstage's pickers write, by `ui:field`. */
const picked = new Map<unknown, fc.Arbitrary<string>>([
  [
    'OwnerPicker',
    fc.tuple(fc.constantFrom('group', 'user'), word).map(([kind, id]) => `${kind}:default/${id}`),
  ],
  [
    'RepoUrlPicker',
    fc.tuple(account, repository).map(([owner, repo]) => `github.com?owner=${owner}&repo=${repo}`),
  ],
]);

/**
 * Any answers that a template's form accepts: every question is crossed with every other, and one that is not always required
 * is sometimes left out. The values follow from the schema of each field.
 */
export function arbitraryAnswers(template: Template): fc.Arbitrary<Answers> {
  const { required } = template.answersSchema as { required: string[] };
  const fields = Object.entries(fieldsOf(template)).map(([field, schema]) => {
    const values = valuesOf(template, field, schema);
    return [field, required.includes(field) ? values : fc.option(values, { nil: undefined })] as const;
  });
  const complete = fc.record(Object.fromEntries(fields)).map(withoutMissing);
  const fromSamples = fc.constantFrom(...template.samples.map(({ answers }) => answers));
  return filtered(complete, answers => validateAnswers(template, answers).length === 0) ?? fromSamples;
}

function withoutMissing(given: Record<string, Answers[string] | undefined>): Answers {
  const answers: Answers = {};
  for (const [field, answer] of Object.entries(given)) if (answer !== undefined) answers[field] = answer;
  return answers;
}

/**
 * The values that a condition accepts.
 *
 * @returns undefined when it accepts none of many values, so that a generator would look for one forever
 */
function filtered<T>(
  values: fc.Arbitrary<T>,
  isAccepted: (value: T) => boolean,
): fc.Arbitrary<T> | undefined {
  if (!fc.sample(values, { numRuns: 200, seed: 1 }).some(isAccepted)) return undefined;
  return values.filter(isAccepted);
}

/** The schemas of a form's fields, those that only a branch of a condition declares included. */
export function fieldsOf({ answersSchema }: Template): Record<string, Schema> {
  const { properties, allOf = [] } = answersSchema as {
    properties: Record<string, Schema | true>;
    allOf?: Schema[];
  };
  return Object.fromEntries(
    Object.entries(properties).map(([field, schema]) => [
      field,
      schema === true ? inBranches(allOf, field) : schema,
    ]),
  );
}

function valuesOf(template: Template, field: string, schema: Schema): fc.Arbitrary<Answers[string]> {
  const { enum: choices, const: only, type } = schema;
  if (only !== undefined) return fc.constant(only as Answers[string]);
  if (Array.isArray(choices)) return fc.constantFrom(...(choices as string[]));
  if (type === 'boolean') return fc.boolean();
  if (type === 'integer' || type === 'number') return numbersOf(schema);
  return textsOf(template, field, schema);
}

/** The numbers within the bounds of a field, as multiples of its step. */
function numbersOf({ type, multipleOf, ...bounds }: Schema): fc.Arbitrary<number> {
  const step = Number(multipleOf ?? (type === 'number' ? 0.5 : 1));
  const lowest = Number(bounds.minimum ?? bounds.exclusiveMinimum ?? 0);
  const highest = Number(bounds.maximum ?? bounds.exclusiveMaximum ?? Math.max(lowest, 0) + 1000 * step);
  const [min, max] = [Math.ceil(lowest / step), Math.floor(highest / step)];
  const isWithin = (value: number) => value !== bounds.exclusiveMinimum && value !== bounds.exclusiveMaximum;
  const multiples = fc.integer({ min, max: Math.max(min, max) }).map(count => count * step);
  return filtered(multiples, isWithin) ?? multiples;
}

/** The texts that the form accepts: those of the samples, awkward ones, and any that follow the pattern. */
function textsOf(template: Template, field: string, schema: Schema): fc.Arbitrary<string> {
  const accepts = (value: string) =>
    !validateAnswers(template, { ...skeletonAnswers(template), [field]: value }).some(
      problem => problem.field === field,
    );
  const written = template.samples
    .map(({ answers }) => answers[field])
    .filter(value => typeof value === 'string');
  const known = [...written, ...awkward].filter(accepts);
  const any = filtered(picked.get(schema['ui:field']) ?? matching(schema), accepts);
  if (known.length === 0) return any ?? fc.string();
  if (!any) return fc.constantFrom(...known);
  return fc.oneof(any, fc.constantFrom(...known));
}

/** Texts that follow the pattern of a field, apart from its assertions. */
function matching({ pattern, minLength = 0, maxLength = 60 }: Schema): fc.Arbitrary<string> {
  const size = { minLength: Number(minLength), maxLength: Math.min(60, Number(maxLength)) };
  const text = fc.string({ unit: 'binary', ...size });
  // a class of Unicode properties is free text, which fast-check generates faster without the pattern
  if (typeof pattern !== 'string' || pattern.includes('\\p{')) return text;
  // a pattern without a length of its own is repeated less often than many forms require
  const length = size.minLength > 1 ? 'small' : '-1';
  return fc.stringMatching(new RegExp(pattern.replaceAll(/\(\?<?[=!][^()]*\)/g, '')), { size: length });
}

/** The schema of a field that only branches of conditions declare. */
function inBranches(conditions: Schema[], field: string): Schema {
  const branches = conditions.flatMap(({ then, else: otherwise }) => [then, otherwise]);
  const declaring = branches.find(branch => Object.hasOwn(propertiesOf(branch), field));
  return (propertiesOf(declaring)[field] ?? {}) as Schema;
}

function propertiesOf(branch: unknown): Schema {
  const { properties = {} } = (branch ?? {}) as { properties?: Schema };
  return properties;
}
