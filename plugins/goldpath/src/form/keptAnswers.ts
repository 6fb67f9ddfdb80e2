import type { FormState } from './asked.ts';

/** Where a browser keeps the answers to forms: until the tab is closed. Secrets are not among the answers of a form. */
type Storage = Pick<typeof sessionStorage, 'getItem' | 'setItem' | 'removeItem'>;

const keyOf = (templateRef: string) => `goldpath.answers.${templateRef}`;

/** The answers to the form of a template that were kept, for example before a reload; undefined when there are none. */
export function keptAnswers(storage: Storage, templateRef: string): FormState | undefined {
  try {
    const answers: unknown = JSON.parse(storage.getItem(keyOf(templateRef)) ?? 'null');
    const isState = typeof answers === 'object' && answers !== null && !Array.isArray(answers);
    return isState ? (answers as FormState) : undefined;
  } catch {
    // another program wrote the value
    return undefined;
  }
}

/** Keeps the answers to the form of a template. */
export function keepAnswers(storage: Storage, templateRef: string, answers: FormState): void {
  storage.setItem(keyOf(templateRef), JSON.stringify(answers));
}

/** Forgets the answers to the form of a template. */
export function forgetAnswers(storage: Storage, templateRef: string): void {
  storage.removeItem(keyOf(templateRef));
}
