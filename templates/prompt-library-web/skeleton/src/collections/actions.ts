'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { service } from '../api/client.ts';
import { dataOf, problemOf } from '../api/problem.ts';
import { emptyForm, type FormState, refused, sendForm } from '../forms/formState.ts';
import { readText } from '../forms/readText.ts';

/** Creates a collection, and shows it. */
export async function createCollection(_before: FormState, form: FormData): Promise<FormState> {
  return sendForm(form, async () => {
    const result = await (
      await service()
    ).POST('/v1/collections', { body: { name: readText(form, 'name') } });
    return result.data ? redirect(`/collections/${result.data.id}`) : refused(form, result);
  });
}

/** Renames a collection. */
export async function renameCollection(id: string, _before: FormState, form: FormData): Promise<FormState> {
  return sendForm(form, async () => {
    const result = await (
      await service()
    ).PATCH('/v1/collections/{id}', { params: { path: { id } }, body: { name: readText(form, 'name') } });
    if (!result.data) return refused(form, result);
    revalidatePath(`/collections/${id}`);
    return emptyForm;
  });
}

/** Deletes a collection; its prompts are kept. */
export async function deleteCollection(id: string): Promise<void> {
  const result = await (await service()).DELETE('/v1/collections/{id}', { params: { path: { id } } });
  // another tab has deleted it
  if (!result.response.ok && problemOf(result).code !== 'not_found') dataOf(result);
  redirect('/collections');
}

/** Adds a prompt to the collection that the form names; adding it again changes nothing. */
export async function collect(promptId: string, _before: FormState, form: FormData): Promise<FormState> {
  return sendForm(form, async () => {
    const path = { id: readText(form, 'collection'), promptId };
    const result = await (
      await service()
    ).PUT('/v1/collections/{id}/prompts/{promptId}', { params: { path } });
    return result.response.ok ? { ...emptyForm, values: { added: path.id } } : refused(form, result);
  });
}

/** Removes a prompt from a collection. */
export async function uncollect(id: string, promptId: string): Promise<void> {
  const params = { params: { path: { id, promptId } } };
  const result = await (await service()).DELETE('/v1/collections/{id}/prompts/{promptId}', params);
  if (!result.response.ok && problemOf(result).code !== 'not_found') dataOf(result);
  revalidatePath(`/collections/${id}`);
}
