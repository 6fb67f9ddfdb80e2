import { expect, test } from 'vitest';
import { ServiceError } from '../api/problem.ts';
import { refused, sendForm, valuesOf } from './formState.ts';

function formOf(values: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(values)) form.set(name, value);
  return form;
}

test('a password is not sent back to the browser', () => {
  const form = formOf({ email: 'a@b.test', password: 'secret', newPassword: 'secret', $ACTION_1: 'x' });
  expect(valuesOf(form)).toEqual({ email: 'a@b.test' });
});

test('each message of the service is beside its field', () => {
  const error = {
    code: 'invalid_request',
    errors: [
      { field: 'body.title', message: 'must not be empty' },
      { field: 'body.tags[2]', message: 'is too long' },
    ],
  };
  const state = refused(formOf({ title: '' }), { error, response: new Response(null, { status: 400 }) });
  expect(state).toEqual({
    code: 'invalid_request',
    fields: { title: 'must not be empty', tags: 'is too long' },
    values: { title: '' },
  });
});

test('what was entered is kept when the service cannot be reached', async () => {
  const send = () => Promise.reject(new ServiceError('unreachable', 503, 'down'));
  expect(await sendForm(formOf({ title: 'A' }), send)).toEqual({
    code: 'unreachable',
    fields: {},
    values: { title: 'A' },
  });
});

test('another error is not hidden', async () => {
  await expect(sendForm(formOf({}), () => Promise.reject(new Error('bug')))).rejects.toThrow('bug');
});
