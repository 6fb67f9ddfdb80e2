'use server';

import { service } from '../api/client.ts';
import type { components } from '../api/schema.d.ts';
import { emptyForm, type FormState, refused, sendForm } from '../forms/formState.ts';
import { BYTES_MAX, mediaType } from './mediaType.ts';

/** The result of an import; none before the first. */
export interface ImportState extends FormState {
  report?: Pick<components['schemas']['ImportReport'], 'created' | 'refused'> & { rows: RefusedRow[] };
}

/** A row that was not imported, and the reasons. */
export interface RefusedRow {
  place: number;
  reasons: string;
}

/** The most rows that the page lists. */
const ROWS_SHOWN = 100;

/** Imports the prompts of a file. */
export async function importPrompts(_before: ImportState, form: FormData): Promise<ImportState> {
  const file = form.get('file');
  if (!(file instanceof File)) return { ...emptyForm, code: 'wrong_type' };
  const type = mediaType(file.name);
  if (type === undefined) return { ...emptyForm, code: 'wrong_type' };
  if (file.size > BYTES_MAX) return { ...emptyForm, code: 'too_large' };
  return sendForm(form, async () => {
    const result = await (
      await service()
    ).POST('/v1/import', {
      params: { query: { atomic: form.has('atomic') ? 'true' : 'false' } },
      headers: { 'content-type': type, accept: 'application/json' },
      body: await file.text(),
      // the file is sent as it is
      bodySerializer: body => body as string,
    });
    if (!result.data) return refused(form, result);
    const { created, refused: count, rows } = result.data as components['schemas']['ImportReport'];
    return { ...emptyForm, report: { created, refused: count, rows: refusedRows(rows) } };
  });
}

function refusedRows(rows: components['schemas']['ImportedRow'][]): RefusedRow[] {
  return rows
    .filter(row => row.status === 'refused')
    .slice(0, ROWS_SHOWN)
    .map(({ line, index, errors }) => ({
      place: line ?? (index ?? 0) + 1,
      reasons: errors.map(({ field, message }) => `${field} ${message}`).join('; '),
    }));
}
