import type { AuthService, LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import type { EventsService } from '@backstage/plugin-events-node';
import type { ServiceReports } from './ServiceReports.ts';

/** The services that {@link scheduleServiceTasks} uses. */
export interface ServiceTasksDeps {
  auth: AuthService;
  events: Pick<EventsService, 'subscribe'>;
  logger: LoggerService;
  scheduler: SchedulerService;
  services: ServiceReports;
}

interface GitHubEvent {
  /** of a run: also `requested` and `in_progress`; a push has none */
  action?: unknown;
  repository?: { html_url?: unknown };
}

/** Keeps the comparisons and checks of services fresh: by schedule, and of a repository on GitHub after a push and a run. */
export async function scheduleServiceTasks(deps: ServiceTasksDeps): Promise<void> {
  const { auth, events, scheduler, services } = deps;
  // every replica has its own results in memory
  const scope = 'local';
  await scheduler.scheduleTask({
    id: 'goldpath-compare-services',
    scope,
    initialDelay: { minutes: 1 },
    frequency: { minutes: 10 },
    timeout: { minutes: 9 },
    fn: async () => services.refresh(await auth.getOwnServiceCredentials()),
  });
  await scheduler.scheduleTask({
    id: 'goldpath-check-services',
    scope,
    initialDelay: { minutes: 5 },
    frequency: { hours: 1 },
    timeout: { minutes: 55 },
    fn: async signal => services.check(await auth.getOwnServiceCredentials(), signal),
  });
  // topics of @backstage/plugin-events-backend-module-github, whose payload is that of the webhook (looked up 2026-11-29)
  await events.subscribe({
    id: 'goldpath-services',
    topics: ['github.push', 'github.workflow_run'],
    onEvent: async ({ eventPayload }) => {
      const { action = 'completed', repository } = (eventPayload ?? {}) as GitHubEvent;
      if (action !== 'completed' || typeof repository?.html_url !== 'string') return;
      await services.refreshRepository(repository.html_url, await auth.getOwnServiceCredentials());
    },
  });
}
