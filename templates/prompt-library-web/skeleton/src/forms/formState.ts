import { problemOf, ServiceError } from '../api/problem.ts';

/** The result of a form that was sent and not accepted. */
export interface FormState {
  code?: string;
  /** the message of the service for each field, by its name */
  fields: Record<string, string>;
  /** what the user has entered, since React empties a form after its action */
  values: Record<string, string>;
}

export const emptyForm: FormState = { fields: {}, values: {} };

/** The text fields of a form; passwords are not sent back to the browser. */
export function valuesOf(form: FormData): Record<string, string> {
  const entries = [...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return Object.fromEntries(entries.filter(([name]) => !name.startsWith('$') && !/password/i.test(name)));
}

/** The state of a form that the service has refused. */
export function refused(form: FormData, result: Parameters<typeof problemOf>[0]): FormState {
  const { code, errors = [] } = problemOf(result);
  const fields = errors.map(({ field, message }) => [field.replace(/^body\.([^.[]+).*$/, '$1'), message]);
  return { code, fields: Object.fromEntries(fields) as Record<string, string>, values: valuesOf(form) };
}

/** Sends a form; a service that cannot be reached is a state of the form, so that what was entered is kept. */
export async function sendForm(form: FormData, send: () => Promise<FormState>): Promise<FormState> {
  try {
    return await send();
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return { code: error.code, fields: {}, values: valuesOf(form) };
  }
}
