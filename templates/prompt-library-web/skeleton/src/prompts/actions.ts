'use server';

import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { service } from '../api/client.ts';
import { dataOf, problemOf } from '../api/problem.ts';
import { type FormState, refused, sendForm } from '../forms/formState.ts';
import { readText } from '../forms/readText.ts';
import { requireUser } from '../session/user.ts';
import { readContent } from './content.ts';

/**
 * Likes a prompt, or removes the like.
 *
 * @param liked - the new state
 */
export async function setLiked(id: string, liked: boolean): Promise<void> {
  await requireUser(`/prompts/${id}`);
  const client = await service();
  const params = { params: { path: { id } } };
  dataOf(
    liked
      ? await client.PUT('/v1/prompts/{id}/like', params)
      : await client.DELETE('/v1/prompts/{id}/like', params),
  );
  revalidatePath(`/prompts/${id}`);
}

/** Adds the prompt of a form, once, even if it is sent again. */
export async function createPrompt(_before: FormState, form: FormData): Promise<FormState> {
  return sendForm(form, async () => {
    const result = await (
      await service()
    ).POST('/v1/prompts', {
      params: { header: { 'Idempotency-Key': readText(form, 'key') } },
      body: readContent(form),
    });
    return result.data ? redirect(`/prompts/${result.data.id}`) : refused(form, result);
  });
}

/** Changes a prompt, unless it has changed since the form was opened. */
export async function changePrompt(id: string, _before: FormState, form: FormData): Promise<FormState> {
  return sendForm(form, async () => {
    const client = await service();
    const path = { id };
    const result = await client.PATCH('/v1/prompts/{id}', {
      params: { path, header: { 'If-Match': readText(form, 'etag') } },
      body: readContent(form),
    });
    if (result.data) redirect(`/prompts/${id}`);
    const state = refused(form, result);
    if (state.code !== 'precondition_failed') return state;
    // the user has been warned: sending the form again replaces the other change
    const current = await client.GET('/v1/prompts/{id}', { params: { path } });
    return { ...state, values: { ...state.values, etag: current.response.headers.get('etag') ?? '' } };
  });
}

/** Deletes a prompt and everything that belongs to it. */
export async function deletePrompt(id: string): Promise<void> {
  const result = await (await service()).DELETE('/v1/prompts/{id}', { params: { path: { id } } });
  // another tab has deleted it
  if (!result.response.ok && problemOf(result).code !== 'not_found') dataOf(result);
  redirect('/');
}
