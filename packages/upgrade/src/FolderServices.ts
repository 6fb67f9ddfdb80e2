import { setImmediate } from 'node:timers/promises';
import type { Answers, Template } from '@goldpath/template';
import { FileMemo } from './FileMemo.ts';
import { folderFiles } from './folderFiles.ts';
import { lastUpgrade } from './lastUpgrade.ts';
import { type ServiceStatus, statusOf } from './status.ts';

/** A service in a folder, compared with its template. */
export interface FolderService {
  status: ServiceStatus;
  /** ISO time; undefined for a service that was never upgraded */
  lastUpgrade: string | undefined;
}

/**
 * Compares services in folders with their templates: the first time as `status` does, and after that by reading only the times of
 * their files, as long as nothing has changed.
 */
export class FolderServices {
  readonly #memo = new FileMemo<FolderService & { template: Template | undefined; offered: string }>();

  /**
   * Compares a service.
   *
   * @param dir - the folder of the service
   * @param templates - the templates by id; one that has changed is another object
   * @param offered - answers that an upgrade has for new questions
   */
  async compare(
    dir: string,
    templates: ReadonlyMap<string, Template>,
    offered: Answers = {},
  ): Promise<FolderService> {
    // the times of a thousand services are read in a second, in which others are served, too
    await setImmediate();
    const templateOf = ({ template }: ServiceStatus) => template && templates.get(template.id);
    const answers = JSON.stringify(offered);
    return this.#memo.get(
      dir,
      async dependencies => {
        const status = await statusOf(folderFiles(dir, dependencies), templates, offered);
        const time = await lastUpgrade(dir, dependencies);
        return { status, lastUpgrade: time, template: templateOf(status), offered: answers };
      },
      ({ status, template, offered: before }) => templateOf(status) === template && before === answers,
    );
  }
}
