import type { TemplateParameterSchema } from '@backstage/plugin-scaffolder-react';
import type { JsonObject } from '@backstage/types';
import type { UpgradePreview, UpgradeQuestion } from '@goldpath/plugin-goldpath-common';
import { fieldSchemas, fieldTitles } from '../form/checkedSchema.ts';

/** The part of a template's form that an upgrade asks for. */
export interface QuestionForm {
  /** of the fields that the form shows */
  schema: JsonObject;
  /** the title of a field */
  titleOf: (field: string) => string;
  /** the answers that the upgrade uses, of the fields that the form shows */
  answers: Answers;
}

/** Answers of a form, by field. */
export type Answers = Record<string, NonNullable<UpgradeQuestion['answer']>>;

/** The fields of a template's form that a service has not answered, and those whose answers are refused. */
export function questionForm(
  manifest: TemplateParameterSchema,
  { questions, refused }: Pick<UpgradePreview, 'questions' | 'refused'>,
): QuestionForm {
  const schemas = fieldSchemas(manifest);
  const titles = fieldTitles(manifest);
  const asked = new Set([...questions, ...refused].map(({ field }) => field));
  const properties: JsonObject = {};
  for (const field of asked) {
    const schema = schemas.get(field);
    if (schema && schema['ui:widget'] !== 'hidden') properties[field] = schema;
  }
  const isShown = (field: string) => Object.hasOwn(properties, field);
  const optional = new Set(questions.filter(({ isRequired }) => !isRequired).map(({ field }) => field));
  return {
    schema: {
      type: 'object',
      properties,
      required: Object.keys(properties).filter(field => !optional.has(field)),
    },
    titleOf: field => titles.get(field)?.title ?? field,
    answers: Object.fromEntries(Object.entries(answersOf(questions)).filter(([field]) => isShown(field))),
  };
}

/** The answers that an upgrade uses for the questions of a form. */
export function answersOf(questions: readonly UpgradeQuestion[]): Answers {
  return Object.fromEntries(
    questions.flatMap(({ field, answer }) => (answer === undefined ? [] : [[field, answer] as const])),
  );
}
