import fc from 'fast-check';
import { type Answers, type Template, validateAnswers } from '@goldpath/template';

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

const name = fc
  .array(fc.stringMatching(/^[a-z0-9]{1,6}$/), { minLength: 1, maxLength: 3 })
  .map(words => words.join('-'));
/** Owners on GitHub, and names of repositories: in upper case, with dots, and those that YAML reads as numbers. */
const account = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9-]{0,8}$/);
const repository = fc.stringMatching(/^[A-Za-z0-9._-]{1,12}$/);

/** The fields of free text. The others are lists of choices. */
const texts: Record<string, fc.Arbitrary<string>> = {
  name,
  owner: fc
    .tuple(fc.constantFrom('group', 'user'), fc.stringMatching(/^[a-z0-9]{2,12}$/))
    .map(([kind, id]) => `${kind}:default/${id}`),
  description: fc.oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }),
    fc.constantFrom(...awkward),
    fc.array(fc.constantFrom(...awkward)).map(all => all.join(' ')),
  ),
  repoUrl: fc.tuple(account, repository).map(([owner, repo]) => `github.com?owner=${owner}&repo=${repo}`),
  codeOwners: fc.oneof(
    account.map(user => `@${user}`),
    fc.tuple(account, name).map(([organization, team]) => `@${organization}/${team}`),
  ),
  platformRepository: fc.tuple(account, repository).map(parts => parts.join('/')),
};

/**
 * Any answers that a template's form accepts: every question is crossed with every other, and one that is not always required
 * is sometimes left out.
 *
 * @throws Error for a field of free text that has no values here
 */
export function arbitraryAnswers(template: Template): fc.Arbitrary<Answers> {
  const {
    properties,
    required,
    allOf = [],
  } = template.answersSchema as {
    properties: Record<string, Schema | true>;
    required: string[];
    allOf?: Schema[];
  };
  const fields = Object.entries(properties).map(([field, schema]) => {
    const values = valuesOf(field, schema === true ? inBranches(allOf, field) : schema);
    return [field, required.includes(field) ? values : fc.option(values, { nil: undefined })] as const;
  });
  return fc
    .record(Object.fromEntries(fields))
    .map(given => {
      const answers: Answers = {};
      for (const [field, answer] of Object.entries(given)) if (answer !== undefined) answers[field] = answer;
      return answers;
    })
    .filter(answers => validateAnswers(template, answers).length === 0);
}

function valuesOf(field: string, { enum: choices }: Schema): fc.Arbitrary<string> {
  if (Array.isArray(choices)) return fc.constantFrom(...(choices as string[]));
  const values = texts[field];
  if (!values) throw new Error(`${field} has no choices; add values for it to texts`);
  return values;
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
