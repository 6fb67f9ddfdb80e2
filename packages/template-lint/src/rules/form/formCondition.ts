import { at, type Located } from '@goldpath/diagnostics';
import type { LintRule, Report } from '../../rule.ts';
import { appliedSchemas } from '../../template/parameters.ts';
import { isFormOpen } from '../expressions/declarations.ts';
import { describeValue, listAlternatives } from '../descriptions.ts';
import { fieldChoices } from './fieldChoices.ts';
import { schemasOf } from './formSchemas.ts';

/** The conditions of a form can be true, and change the form. */
export const formCondition: LintRule = {
  id: 'form-condition',
  title: 'Each `if` of a form is about values that its fields can have, and has a `then` or an `else`.',
  why: 'A condition about a field that the form does not have is always true, and one about another value never. Without `if`, `then` and `else` are ignored.',
  severity: 'warning',
  example: {
    incorrect:
      'parameters:\n  - title: Page\n    properties: { size: { type: string, enum: [small, large] } }\n    if: { properties: { size: { const: big } } }\n    then: { properties: { reason: { type: string } } }\n',
    correct:
      'parameters:\n  - title: Page\n    properties: { size: { type: string, enum: [small, large] } }\n    if: { properties: { size: { const: large } } }\n    then: { properties: { reason: { type: string } } }\n',
  },
  check({ template }) {
    const { pages } = template;
    const isOpen = isFormOpen(template);
    return schemasOf(pages).flatMap(schema => [
      ...incompleteCondition(schema),
      ...keywordsAmongFields(schema),
      ...conditionReports(schema, pages, isOpen),
    ]);
  },
};

/** `then` without `if`, or `if` without `then` and `else`. */
function incompleteCondition({ entries }: Located): Report[] {
  const [condition, consequence, alternative] = ['if', 'then', 'else'].map(key => entries.get(key));
  const branch = consequence ?? alternative;
  if (branch && !condition) {
    return [
      {
        at: branch,
        message: `There is no "if" beside "${branch.key}", so it has no effect.`,
        fix: 'Add the condition, in the same object.',
      },
    ];
  }
  if (!condition || branch) return [];
  return [
    {
      at: condition,
      message: 'There is no "then" and no "else" beside "if", so the condition has no effect.',
      fix: 'Put what depends on the condition into "then", in the same object.',
    },
  ];
}

/** `if` and `then` that are indented too far. */
function keywordsAmongFields(schema: Located): Report[] {
  const fields = at(schema, 'properties');
  return ['if', 'then', 'else']
    .map(key => fields?.entries.get(key))
    .filter(entry => entry !== undefined)
    .filter(({ value }) => !value.entries.has('type') && isSchema(value))
    .map(entry => ({
      at: entry,
      message: `${entry.key} is among the fields and is used as one, so it is not a condition.`,
      fix: 'Move it beside "properties".',
    }));
}

const isSchema = ({ entries }: Located) =>
  ['properties', 'required', 'allOf', 'anyOf', 'not'].some(key => entries.has(key));

/** The fields and values in a condition that the form does not have. */
function conditionReports(schema: Located, pages: readonly Located[], isOpen: boolean): Report[] {
  const condition = at(schema, 'if');
  if (!condition) return [];
  return [...appliedSchemas(condition)].flatMap(part =>
    [...(at(part, 'properties')?.entries.values() ?? [])].flatMap(({ key, value, ...place }) => {
      const conditions = new Set(appliedSchemas(condition));
      const fields = definitionsOutside(pages, key, conditions);
      if (fields.length > 0) return impossibleValues(key, value, fields);
      if (isOpen || !isOnForm(schema, pages)) return [];
      return [absentField(key, place)];
    }),
  );
}

function absentField(field: string, place: Report['at']): Report {
  return {
    at: place,
    message: `The form has no field ${field}, so the condition does not depend on an answer.`,
    fix: `Write the name of a field, or add ${field} to the form.`,
  };
}

/** Whether a schema applies to the answers of the form, and not to an object in them. */
const isOnForm = (schema: Located, pages: readonly Located[]) =>
  pages.some(page => [...appliedSchemas(page)].includes(schema));

/** The definitions of a field, anywhere in the form. */
function definitionsOutside(
  pages: readonly Located[],
  field: string,
  conditions: ReadonlySet<Located>,
): Located[] {
  const schemas = schemasOf(pages).filter(schema => !conditions.has(schema));
  return schemas.map(schema => at(schema, 'properties', field)).filter(found => found !== undefined);
}

function impossibleValues(field: string, condition: Located, fields: readonly Located[]): Report[] {
  const own = at(condition, 'const');
  const values = own ? [own] : (at(condition, 'enum')?.items ?? []);
  const choices = fieldChoices(fields.filter(one => !isCondition(one)));
  if (!choices || choices.size === 0) return [];
  return values
    .filter(({ kind, value }) => kind === 'scalar' && !choices.has(value))
    .map(value => ({
      at: value,
      message: `${field} is never ${describeValue(value.value)}, so the condition is never true for it.`,
      fix: `Write one of ${listAlternatives([...choices].map(describeValue))}.`,
    }));
}

/** Whether a definition is only a condition about the field, such as `const: x` in another `if`. */
const isCondition = ({ entries }: Located) => !entries.has('type') && !entries.has('$ref');
