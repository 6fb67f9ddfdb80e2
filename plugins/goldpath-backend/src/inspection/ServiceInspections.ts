import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import { inspect, PreviewHost } from '@goldpath/preview';
import { withStepErrors } from '@goldpath/plugin-goldpath-node';
import type { ChecksResult, ServicePart } from '@goldpath/plugin-goldpath-common';
import { listFiles, type Tree } from '@goldpath/files';
import pLimit from 'p-limit';
import { folderState } from '../templates/folderState.ts';
import { repositorySummary } from './repositorySummary.ts';
import { serviceFolder } from './serviceFolder.ts';

type Inspected = Exclude<ServicePart, { part: 'repository' }>;

/** Receives a result of the checks of a service, by its entity ref. */
export type OnChecked = (entityRef: string, checks: ChecksResult) => Promise<void>;

/** Draws, prices and checks the services on the portal's machine, and again only those that have changed. */
export class ServiceInspections {
  readonly #onChecked: OnChecked;
  readonly #host = new PreviewHost();
  readonly #limit = pLimit(1);
  /** by folder */
  readonly #known = new Map<string, { etag: string; parts: Inspected[]; endedAt: string }>();

  /** @param onChecked - receives every new result */
  constructor(onChecked: OnChecked = () => Promise.resolve()) {
    this.#onChecked = onChecked;
  }

  /**
   * Inspects a service.
   *
   * @param receive - receives each part as soon as it is known
   * @param signal - ends the inspection
   * @throws NotFoundError when its repository is not on this machine
   */
  async inspect(entity: Entity, receive: (part: ServicePart) => void, signal: AbortSignal): Promise<void> {
    const folder = serviceFolder(entity);
    if (folder === undefined)
      throw new NotFoundError(`The repository of ${entity.metadata.name} is not on the portal's machine`);
    receive(await repositorySummary(folder));
    await this.#limit(async () => {
      signal.throwIfAborted();
      const { etag } = await folderState(folder);
      const known = this.#known.get(folder);
      if (known?.etag === etag) {
        known.parts.forEach(receive);
        return;
      }
      // who receives the result of the checks finds it in the history too
      const isChecks = ({ part }: ServicePart) => part === 'checks';
      const receiveOthers = (part: ServicePart) => {
        if (!isChecks(part)) receive(part);
      };
      const parts = await withStepErrors(() => this.#run(folder, receiveOthers, signal));
      this.#known.set(folder, { etag, parts, endedAt: new Date().toISOString() });
      const checks = this.lastChecks(folder);
      if (checks) await this.#onChecked(stringifyEntityRef(entity), checks);
      parts.filter(isChecks).forEach(receive);
    });
  }

  /** The result of the checks when the service in a folder was last inspected. */
  lastChecks(folder: string): ChecksResult | undefined {
    const known = this.#known.get(folder);
    const checks = known?.parts.find(({ part }) => part === 'checks');
    if (!known || checks?.part !== 'checks') return undefined;
    const { blocks, findings } = checks;
    return { result: blocks ? 'fail' : 'pass', findings: findings.length, endedAt: known.endedAt };
  }

  async #run(
    folder: string,
    receive: (part: ServicePart) => void,
    signal: AbortSignal,
  ): Promise<Inspected[]> {
    const dir = await realpath(folder);
    const execute = this.#host.executeIn(await filesOf(dir), dir);
    const parts: Inspected[] = [];
    for await (const part of inspect(dir, { signal, execute })) {
      parts.push(part);
      receive(part);
    }
    return parts;
  }

  /** Ends the process that executes programs. */
  stop(): void {
    this.#host.stop();
  }
}

/** The regular files of a repository. A team may have added links. */
async function filesOf(dir: string): Promise<Tree> {
  const files = (await listFiles(dir)).filter(({ kind }) => kind === 'file');
  const entries = files.map(async file => {
    const content = await readFile(path.join(dir, file.path));
    return [file.path, { content, executable: false }] as const;
  });
  return new Map(await Promise.all(entries));
}
