import type { TemplateParameterSchema } from '@backstage/plugin-scaffolder-react';
import { askedAnswers, mergeForm } from '@goldpath/template/form';

/** The answers of a form so far. */
export type FormState = Record<string, unknown>;

/**
 * Returns a function that leaves out the answers to fields that the form does not show with the others: the form keeps the answer
 * to a field that it has hidden since.
 */
export function askedIn(manifest: TemplateParameterSchema): (answers: FormState) => FormState {
  const { schema } = mergeForm({ spec: { parameters: manifest.steps.map(step => step.schema) } }, []);
  return answers => askedAnswers({ answersSchema: schema }, answers as Parameters<typeof askedAnswers>[1]);
}
