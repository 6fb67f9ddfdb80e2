import { mockCredentials, type TestBackend } from '@backstage/backend-test-utils';

/** An event of a task, as the API of the scaffolder returns it. */
export interface TaskEvent {
  type: string;
  body: { message: string; stepId?: string };
}

/** Requests to the tasks of a scaffolder. */
export interface ScaffolderTasks {
  /**
   * @param route - below the address of all tasks, such as `/1234/retry`
   * @throws Error with the status of an answer that is not a success
   */
  request<T>(route: string, method?: string, body?: object): Promise<T>;
  /** waits for the end of a task, and returns its events */
  ended(id: string): Promise<TaskEvent[]>;
  /** returns the events that an open page receives until the end of a task */
  stream(id: string): Promise<TaskEvent[]>;
}

/** Returns a client of the scaffolder of a test backend. */
export function scaffolderTasks(backend: TestBackend): ScaffolderTasks {
  async function respond(route: string, method = 'GET', body?: object): Promise<Response> {
    const response = await fetch(
      `http://localhost:${backend.server.port()}/api/scaffolder/v2/tasks${route}`,
      {
        method,
        headers: { authorization: mockCredentials.user.header(), 'content-type': 'application/json' },
        body: JSON.stringify(body),
      },
    );
    if (!response.ok) throw new Error(`${method} ${route}: ${response.status} ${await response.text()}`);
    return response;
  }
  async function request<T>(...given: Parameters<typeof respond>): Promise<T> {
    return (await (await respond(...given)).json()) as T;
  }
  return {
    request,
    async stream(id) {
      const text = await (await respond(`/${id}/eventstream`)).text();
      return [...text.matchAll(/^data: (.+)$/gm)].map(([, data = '']) => JSON.parse(data) as TaskEvent);
    },
    async ended(id) {
      for (;;) {
        // the answer waits until there are events
        const events = await request<TaskEvent[]>(`/${id}/events`);
        if (events.some(({ type }) => type === 'completion')) return events;
      }
    },
  };
}
