'use server';

import { redirect } from 'next/navigation';
import { service } from '../api/client.ts';
import { type FormState, refused, sendForm } from '../forms/formState.ts';
import { readText } from '../forms/readText.ts';

/** Restores an earlier version of a prompt, unless the prompt has changed since the page was opened. */
export async function restoreVersion(
  id: string,
  version: number,
  _before: FormState,
  form: FormData,
): Promise<FormState> {
  return sendForm(form, async () => {
    const result = await (
      await service()
    ).POST('/v1/prompts/{id}/versions/{version}/restore', {
      params: { path: { id, version }, header: { 'If-Match': readText(form, 'etag') } },
    });
    return result.data ? redirect(`/prompts/${id}`) : refused(form, result);
  });
}
