import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { MIGRATED } from '../test/global-setup.ts';
import { startServer } from '../test/process.ts';
import { newDatabase } from '../test/service.ts';
import { openSession } from './accounts/sessions.ts';
import { loadConfig } from './config.ts';
import { openDatabase } from './database/database.ts';
import { startTracing } from './tracing.ts';

const TRACE = '0af7651916cd43dd8448eb211c80319c';

/** Serves as the collector and as S3, and keeps what it gets. */
async function startCounterpart() {
  const traces: Buffer[] = [];
  const parents: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    void buffer(request).then(body => {
      if (request.url === '/v1/traces') traces.push(body);
      else parents.push(request.headers.traceparent as string | undefined);
      response.writeHead(request.url === '/v1/traces' ? 200 : 204).end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, traces, parents };
}

/** Adds a user with a prompt and an image, and returns the path of the image and the user's credential. */
async function addImage(url: string) {
  const database = openDatabase(url, () => {});
  onTestFinished(() => database.$disconnect());
  const { id } = await database.user.create({
    data: { email: 'ada@example.com', name: 'Ada', passwordHash: 'none' },
  });
  const prompt = await database.prompt.create({
    data: { title: 'Kettle', description: '', text: 'Boil', agentType: 'IMAGE', creatorId: id },
  });
  const image = await database.image.create({
    data: { promptId: prompt.id, contentType: 'image/webp', size: 1, uploadedAt: new Date() },
  });
  const { accessToken } = await openSession(database, id);
  return {
    path: `/v1/prompts/${prompt.id}/images/${image.id}`,
    headers: { authorization: `Bearer ${accessToken}` },
  };
}

test('a request is traced with its statements and its own requests, and the log has the ids', async () => {
  const counterpart = await startCounterpart();
  const DATABASE_URL = await newDatabase(MIGRATED);
  const { path, headers } = await addImage(DATABASE_URL);
  const { child, logged, stderr, exit } = startServer({
    DATABASE_URL,
    OTEL_EXPORTER_OTLP_ENDPOINT: counterpart.url,
    OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test-stage',
    OTEL_TRACES_SAMPLER: 'unknown',
    IMAGES_BUCKET: 'images',
    ...{ AWS_ENDPOINT_URL_S3: counterpart.url, AWS_REGION: 'eu-central-1' },
    ...{ AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'an-example' },
  });
  // An invalid setting of OpenTelemetry's own is a warning, which its packages send while they are loaded.
  await logged(/OTEL_TRACES_SAMPLER/);
  const url = await logged(/http:\/\/localhost:\d+/);
  await fetch(`${url}/health/ready`);
  await fetch(`${url}/v1/prompts?q=secretive`);
  const traceparent = `00-${TRACE}-b7ad6b7169203331-01`;
  const { status, headers: got } = await fetch(url + path, {
    method: 'DELETE',
    headers: { ...headers, traceparent },
  });
  expect(status).toBe(204);
  const requestId = got.get('x-request-id')!;
  expect(JSON.parse(await logged(/.*DELETE.*/))).toMatchObject({
    req: { id: requestId },
    trace_id: TRACE,
    span_id: expect.stringMatching(/^[0-9a-f]{16}$/),
  });
  // The request to S3 carries the trace on.
  expect(counterpart.parents).toEqual([expect.stringContaining(`00-${TRACE}-`)]);

  child.kill('SIGTERM');
  expect(await exit).toEqual([0, null]);
  expect(await stderr).toBe('');
  const sent = Buffer.concat(counterpart.traces);
  const ofRequest = sent.toString('latin1').split(Buffer.from(TRACE, 'hex').toString('latin1')).length - 1;
  // The request itself, the statements with their connections, and the one to S3.
  expect(ofRequest).toBeGreaterThan(4);
  for (const text of [
    'DELETE /v1/prompts/:id/images/:imageId',
    'SELECT p.creator_id',
    requestId,
    'test-stage',
  ]) {
    expect(sent.includes(text), text).toBe(true);
  }
  // Not what the log does not have either, and no health checks.
  for (const text of [
    'secretive',
    'x-id=',
    'client.address',
    'user_agent',
    '/health/',
    headers.authorization,
  ]) {
    expect(sent.includes(text), text).toBe(false);
  }
});

test('without a collector, or when it is disabled, nothing is traced', async () => {
  const base = { DATABASE_URL: 'postgresql://app@localhost/app' };
  const disabled = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:4318', OTEL_SDK_DISABLED: 'true' };
  for (const environment of [base, { ...base, ...disabled }]) {
    const tracing = await startTracing(loadConfig(environment), expect.unreachable);
    expect(tracing.ids()).toEqual({});
    await tracing.stop();
  }
});
