import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { setTimeout as wait } from 'node:timers/promises';

/** An event of a task in the scaffolder's API. */
export interface TaskEvent {
  id: number;
  type: 'log' | 'completion' | 'cancelled' | 'recovered';
  body: { message: string; stepId?: string; status?: string; output?: TaskOutput };
}

/** The evaluated `output` section of a template. */
export interface TaskOutput {
  links?: { title?: string; url?: string; entityRef?: string }[];
  [name: string]: unknown;
}

/** A task that has ended. */
export interface EndedTask {
  status: 'completed' | 'failed' | 'cancelled';
  output: TaskOutput;
  /** every line of its log */
  log: string[];
  /** milliseconds from the request to the last event's arrival */
  milliseconds: number;
}

/** The parts of a catalog entity that tests read. */
export interface CatalogEntity {
  kind: string;
  metadata: { name: string; annotations?: Record<string, string> };
  spec?: Record<string, unknown>;
  relations?: { type: string; targetRef: string }[];
}

/** The portal's REST API, as a signed-in guest uses it. */
export class PortalApi {
  readonly url: string;
  readonly #token: string;

  private constructor(url: string, token: string) {
    this.url = url;
    this.#token = token;
  }

  /** Signs in as a guest. */
  static async asGuest(url: string): Promise<PortalApi> {
    const response = await fetch(`${url}/api/auth/guest/refresh`, {
      headers: { 'X-Requested-With': 'XMLHttpRequest' },
    });
    if (!response.ok) throw new Error(`Sign-in as guest: ${response.status} ${await response.text()}`);
    const { backstageIdentity } = (await response.json()) as { backstageIdentity: { token: string } };
    return new PortalApi(url, backstageIdentity.token);
  }

  /** Sends a request with the guest's token and returns the response, also when it is an error. */
  async request(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = {
      Authorization: `Bearer ${this.#token}`,
      'Content-Type': 'application/json',
      ...init.headers,
    };
    return fetch(`${this.url}${path}`, { ...init, headers });
  }

  /**
   * Starts a task of a template.
   *
   * @returns its id
   * @throws an Error with the portal's response when it rejects the request
   */
  async createTask(templateRef: string, values: Record<string, unknown>): Promise<string> {
    const response = await this.request('/api/scaffolder/v2/tasks', {
      method: 'POST',
      body: JSON.stringify({ templateRef, values }),
    });
    if (response.status !== 201)
      throw new Error(`${templateRef}: ${response.status} ${await response.text()}`);
    return ((await response.json()) as { id: string }).id;
  }

  /** Starts a task and follows its log to the end. */
  async runTask(templateRef: string, values: Record<string, unknown>): Promise<EndedTask> {
    const begin = performance.now();
    const id = await this.createTask(templateRef, values);
    const log: string[] = [];
    for await (const event of this.#events(id)) {
      log.push(event.body.message);
      if (event.type !== 'completion') continue;
      const milliseconds = performance.now() - begin;
      const task = (await (await this.request(`/api/scaffolder/v2/tasks/${id}`)).json()) as Pick<
        EndedTask,
        'status'
      >;
      return { status: task.status, output: event.body.output ?? {}, log, milliseconds };
    }
    throw new Error(`The log of task ${id} ended before the task did.`);
  }

  /** Waits up to `milliseconds` until an entity is in the catalog, and returns it, or undefined. */
  async entity(ref: string, milliseconds: number): Promise<CatalogEntity | undefined> {
    const [kind, namespace, name] = ref.split(/[:/]/);
    const until = performance.now() + milliseconds;
    do {
      const response = await this.request(`/api/catalog/entities/by-name/${kind}/${namespace}/${name}`);
      if (response.ok) return (await response.json()) as CatalogEntity;
      await wait(50);
    } while (performance.now() < until);
    return undefined;
  }

  /** The events of a task, in the order in which the server sends them. */
  async *#events(id: string): AsyncGenerator<TaskEvent> {
    const response = await this.request(`/api/scaffolder/v2/tasks/${id}/eventstream`, {
      headers: { Accept: 'text/event-stream' },
    });
    if (!response.ok || !response.body) throw new Error(`The log of task ${id}: ${response.status}`);
    const lines = createInterface({ input: Readable.fromWeb(response.body as ReadableStream) });
    for await (const line of lines) {
      if (line.startsWith('data: ')) yield JSON.parse(line.slice('data: '.length)) as TaskEvent;
    }
  }
}
