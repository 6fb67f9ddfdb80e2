import { pino } from 'pino';
import { expect, test } from 'vitest';
import { startService } from '../../test/service.ts';

interface Line {
  req?: { id: string; url: string };
  userId?: string;
}

/** Starts a service and returns it with the lines of its log. */
async function logged() {
  const lines: Line[] = [];
  const logger = pino({}, { write: line => lines.push(JSON.parse(line) as Line) });
  return { service: await startService({ logger }), lines };
}

test('a response has the id of its request in the log, unique over replicas, and the log the id of the user', async () => {
  const [one, other] = [await logged(), await logged()];
  const ada = await one.service.signIn();
  const answers = [await ada.get('/v1/me'), await other.service.get('/v1/tags')];
  const ids = answers.map(({ headers }) => headers.get('x-request-id'));
  expect(one.lines.at(-1)).toMatchObject({ req: { id: ids[0], url: '/v1/me' }, userId: ada.id });
  expect(other.lines.at(-1)).toMatchObject({ req: { id: ids[1] } });
  expect(other.lines.at(-1)).not.toHaveProperty('userId');
  expect(ids[0]).toMatch(/^[\w-]{36}$/);
});

test('searches, signatures and tokens are not logged', async () => {
  const { service, lines } = await logged();
  const ada = await service.signIn();
  await ada.get('/v1/prompts?q=my-secret');
  await service.get(`/v1/image-files/${ada.id}?signature=my-secret`);
  await service.get('/v1/prompts', { authorization: 'Bearer my-secret' });
  expect(lines).toHaveLength(3);
  expect(JSON.stringify(lines)).not.toMatch(/my-secret|authorization/);
  expect(JSON.stringify(lines)).not.toContain(ada.token);
});
