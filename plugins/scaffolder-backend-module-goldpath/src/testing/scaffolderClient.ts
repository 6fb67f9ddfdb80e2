import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Entity } from '@backstage/catalog-model';
import type { SerializedTaskEvent } from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';
import type { Tree } from '@goldpath/files';
import type { Answers } from '@goldpath/template';

interface SerializedFile {
  path: string;
  base64Content: string;
  executable?: boolean;
}

/** Requests to the API of a scaffolder. */
export interface ScaffolderClient {
  /** returns the workspace at the end of the dry run */
  dryRun(template: Entity, values: Answers, dir: string, skeleton: Tree): Promise<Tree>;
  /** waits for the end of the task; throws an Error with its log when it failed */
  runTask(template: Entity, values: JsonObject): Promise<void>;
}

/**
 * Returns a client of the scaffolder's API.
 *
 * @param url - that of its version 2
 */
export function scaffolderClient(url: string, authorization: string): ScaffolderClient {
  const request = async <T>(method: 'GET' | 'POST', route: string, body?: object): Promise<T> => {
    const headers = { authorization, 'content-type': 'application/json' };
    const response = await fetch(`${url}/${route}`, { method, headers, body: body && JSON.stringify(body) });
    if (!response.ok) throw new Error(`${route}: ${messageIn(await response.text())}`);
    return (await response.json()) as T;
  };
  return {
    async dryRun(template, values, dir, skeleton) {
      const directoryContents = [...(await templateFiles(dir)), ...serialized(skeleton)];
      const body = { template, values, secrets: {}, directoryContents };
      const { directoryContents: files } = await request<{ directoryContents: SerializedFile[] }>(
        'POST',
        'dry-run',
        body,
      );
      return new Map(
        files.map(file => [
          file.path,
          { content: Buffer.from(file.base64Content, 'base64'), executable: file.executable ?? false },
        ]),
      );
    },
    async runTask({ metadata }, values) {
      const templateRef = `template:${metadata.namespace ?? 'default'}/${metadata.name}`;
      const { id } = await request<{ id: string }>('POST', 'tasks', { templateRef, values });
      const events: SerializedTaskEvent[] = [];
      for (;;) {
        // the request waits until there are some
        const route = `tasks/${id}/events?after=${events.at(-1)?.id ?? 0}`;
        events.push(...(await request<SerializedTaskEvent[]>('GET', route)));
        const end = events.find(({ type }) => type === 'completion');
        if (!end) continue;
        if (end.body.error) throw new Error(events.map(({ body }) => body.message).join('\n'));
        return;
      }
    },
  };
}

/** The message of an error that the scaffolder answers with. */
function messageIn(answer: string): string {
  try {
    return (JSON.parse(answer) as { error: { message: string } }).error.message;
  } catch {
    // a proxy or an older version answers with text
    return answer;
  }
}

/** The files of a template beside its skeleton. */
async function templateFiles(dir: string): Promise<SerializedFile[]> {
  const samples = await readdir(path.join(dir, 'samples'));
  const files = ['template.yaml', 'stamp.yaml', ...samples.map(sample => `samples/${sample}`)];
  return Promise.all(
    files.map(async file => ({ path: file, base64Content: await readFile(path.join(dir, file), 'base64') })),
  );
}

function serialized(skeleton: Tree): SerializedFile[] {
  return [...skeleton].map(([file, { content, executable }]) => ({
    path: `skeleton/${file}`,
    base64Content: content.toString('base64'),
    executable,
  }));
}
