import { mockServices } from '@backstage/backend-test-utils';
import type { EventsServiceSubscribeOptions } from '@backstage/plugin-events-node';
import { expect, test, vi } from 'vitest';
import type { ServiceReports } from './ServiceReports.ts';
import { scheduleServiceTasks } from './serviceTasks.ts';

const repository = { html_url: 'https://github.com/acme/desk' };

/** The repositories that are refreshed after an event. */
async function refreshed(topic: string, eventPayload: unknown): Promise<unknown[]> {
  const refreshRepository = vi.fn(() => Promise.resolve());
  const subscriptions: EventsServiceSubscribeOptions[] = [];
  await scheduleServiceTasks({
    auth: mockServices.auth(),
    events: {
      subscribe(options) {
        subscriptions.push(options);
        return Promise.resolve();
      },
    },
    logger: mockServices.logger.mock(),
    scheduler: mockServices.scheduler.mock(),
    services: { refreshRepository } as unknown as ServiceReports,
  });
  const interested = subscriptions.filter(({ topics }) => topics.includes(topic));
  await Promise.all(interested.map(({ onEvent }) => onEvent({ topic, eventPayload })));
  return refreshRepository.mock.calls.map(([url]: unknown[]) => url);
}

test.each([
  ['a push', 'github.push', { repository }],
  ['the end of a run', 'github.workflow_run', { action: 'completed', repository }],
])('%s refreshes the services of its repository', async (_case, topic, payload) => {
  expect(await refreshed(topic, payload)).toEqual([repository.html_url]);
});

test.each([
  ['the beginning of a run', 'github.workflow_run', { action: 'in_progress', repository }],
  ['a payload without a repository', 'github.push', {}],
  ['no payload', 'github.push', undefined],
])('%s refreshes nothing', async (_case, topic, payload) => {
  expect(await refreshed(topic, payload)).toEqual([]);
});
