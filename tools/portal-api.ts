import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { setTimeout as wait } from 'node:timers/promises';

/** A task's event as the scaffolder's API gives it. */
export interface TaskEvent {
  id: number;
  type: 'log' | 'completion' | 'cancelled' | 'recovered';
  body: { message: string; stepId?: string; status?: string; output?: TaskOutput };
}

/** What a template's `output` section gave. */
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

/** An entity of the catalog, as far as it is looked at here. */
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

  /** A request with the guest's token; the answer whatever its status. */
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
   * @throws an Error with the portal's answer when it refuses
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

  /** The entity when it is in the catalog, asked for until it is there or `milliseconds` have passed. */
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

  /** A task's events in order, as the server sends them. */
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
