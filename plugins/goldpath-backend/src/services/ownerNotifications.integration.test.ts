import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { mockServices } from '@backstage/backend-test-utils';
import { expect, onTestFinished, test } from 'vitest';
import { createOwnerNotifications } from './ownerNotifications.ts';

const notification = {
  owner: 'group:default/storefront',
  title: 'orders can be upgraded',
  description: 'Review it.',
  link: '/catalog/default/component/orders',
};

/** A plugin of notifications that answers with a status, what it received, and the warnings of the portal. */
async function notify(status: number) {
  const received: unknown[] = [];
  const server = createServer((request, response) => {
    void json(request).then(body => {
      received.push({ body, authorization: request.headers.authorization });
      response.writeHead(status).end('{}');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const warnings: string[] = [];
  const logger = { ...mockServices.logger.mock(), warn: (message: string) => void warnings.push(message) };
  const discovery = mockServices.discovery.mock({ getBaseUrl: () => Promise.resolve(url) });
  await createOwnerNotifications({ auth: mockServices.auth(), discovery, logger })(notification);
  return { received, warnings };
}

test('the owner gets a notification from the portal', async () => {
  const { received, warnings } = await notify(200);
  expect(received).toEqual([
    {
      authorization: expect.stringMatching(/^Bearer /) as string,
      body: {
        recipients: { type: 'entity', entityRef: 'group:default/storefront' },
        payload: expect.objectContaining({ title: 'orders can be upgraded', severity: 'normal' }) as object,
      },
    },
  ]);
  expect(warnings).toEqual([]);
});

test('a portal without notifications sends none', async () => {
  expect((await notify(404)).warnings).toEqual([]);
});

test('a failure is logged', async () => {
  expect((await notify(500)).warnings).toEqual([
    'group:default/storefront was not notified of an upgrade: Error: status 500',
  ]);
});
