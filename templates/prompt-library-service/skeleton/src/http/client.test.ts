import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import openapiTypescript, { astToString, type OpenAPI3 } from 'openapi-typescript';
import ts from 'typescript';
import { expect, onTestFinished, test } from 'vitest';
import { startService } from '../../test/service.ts';
import { openApiDocument } from './openapi.ts';

/** What a client of the service writes. There is no `any` in it: every type comes from the document. */
const program = `
import createClient from 'openapi-fetch';
import type { components, paths } from './api.ts';

type Problem = components['schemas']['Problem'];

export async function use(baseUrl: string): Promise<{ titles: string[]; id: string; code: Problem['code'] }> {
  const anonymous = createClient<paths>({ baseUrl });
  const ada = { email: 'ada@example.com', name: 'Ada', password: 'correct horse battery' };
  const registered = await anonymous.POST('/v1/auth/register', { body: ada });
  if (registered.error) throw new Error(registered.error.detail);
  const { email, password } = ada;
  const session = await anonymous.POST('/v1/auth/login', { body: { email, password } });
  if (session.error) throw new Error(session.error.detail);

  const headers = { authorization: 'Bearer ' + session.data.accessToken };
  const client = createClient<paths>({ baseUrl, headers });
  const created = await client.POST('/v1/prompts', {
    body: { title: 'Haiku', text: 'A haiku about \${subject}', agentType: 'LLM', tags: ['poetry'] },
  });
  if (created.error) throw new Error(created.error.detail);
  const changed = await client.PATCH('/v1/prompts/{id}', {
    params: {
      path: { id: created.data.id },
      header: { 'If-Match': created.response.headers.get('etag') ?? '' },
    },
    body: { title: 'Better haiku' },
  });
  if (changed.error) throw new Error(changed.error.detail);

  const found = await anonymous.GET('/v1/prompts', { params: { query: { tag: ['poetry'], limit: 10 } } });
  if (found.error) throw new Error(found.error.detail);
  const titles: string[] = found.data.items.map(item => item.title);

  const missing = await client.GET('/v1/prompts/{id}', {
    params: { path: { id: '01890a5d-ac96-774b-bcce-b302099a8057' } },
  });
  if (!missing.error) throw new Error('There is such a prompt.');
  const problem: Problem = missing.error;
  return { titles, id: created.data.id, code: problem.code };
}
`;

test('the client that openapi-typescript makes compiles under --strict and works', async () => {
  const folder = await mkdtemp(join(import.meta.dirname, '.client-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const document = JSON.parse(JSON.stringify(openApiDocument())) as OpenAPI3;
  // What has a default may be left out of a request.
  const types = await openapiTypescript(document, { defaultNonNullable: false });
  await writeFile(join(folder, 'api.ts'), astToString(types));
  const file = join(folder, 'client.ts');
  await writeFile(file, program);

  const options = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2024,
    module: ts.ModuleKind.NodeNext,
    lib: ['lib.es2024.d.ts', 'lib.dom.d.ts'],
    types: [],
    allowImportingTsExtensions: true,
  } satisfies ts.CompilerOptions;
  const compiled = ts.createProgram([file], options);
  const told = ts.getPreEmitDiagnostics(compiled).map(({ messageText, start, file: at }) => {
    const line = at && start !== undefined ? at.getLineAndCharacterOfPosition(start).line + 1 : 0;
    return `${line}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
  expect(told).toEqual([]);

  const { url } = await startService();
  const { use } = (await import(pathToFileURL(file).href)) as { use: (url: string) => Promise<object> };
  expect(await use(url)).toEqual({
    titles: ['Better haiku'],
    id: expect.any(String),
    code: 'not_found',
  });
});
