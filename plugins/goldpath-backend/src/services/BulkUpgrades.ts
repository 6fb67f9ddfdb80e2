import { setTimeout } from 'node:timers/promises';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import type { ScaffolderService } from '@backstage/plugin-scaffolder-node';
import type { BulkUpgrade, BulkUpgradeItem, ServiceReport } from '@goldpath/plugin-goldpath-common';
import type { NotifyOwner } from './ownerNotifications.ts';

/** The template whose task makes the upgrade of a service. */
export const UPGRADE_TEMPLATE = 'template:default/upgrade-service';

/** The services that {@link BulkUpgrades} uses. */
export interface BulkUpgradesDeps {
  scaffolder: Pick<ScaffolderService, 'scaffold' | 'getTask'>;
  notifyOwner: NotifyOwner;
  /** the time between two looks at a task, in milliseconds */
  interval?: number;
}

/** How many services are upgraded, and when the run stops. */
export interface BulkLimits {
  /** services after the first ones wait for the next run */
  limit: number;
  /** the run stops when so many tasks have failed */
  maxFailures: number;
}

/**
 * Upgrades several services, one task after the other, with the permissions of the user who started the run. There is one run at a
 * time; its state is lost when the portal restarts, the tasks are not.
 */
export class BulkUpgrades {
  readonly #deps: BulkUpgradesDeps;
  #run: BulkUpgrade | undefined;

  constructor(deps: BulkUpgradesDeps) {
    this.#deps = deps;
  }

  /** The run that is in progress, or the last one. */
  current(): BulkUpgrade | undefined {
    return this.#run;
  }

  /**
   * Starts a run.
   *
   * @returns its state, and a promise that is fulfilled at its end
   * @throws ConflictError when another run is in progress
   */
  start(
    services: readonly ServiceReport[],
    { limit, maxFailures }: BulkLimits,
    credentials: BackstageCredentials,
  ): { run: BulkUpgrade; end: Promise<void> } {
    if (this.#run?.isRunning)
      throw new ConflictError('Another upgrade of several services is in progress; wait for its end');
    const items = services.map(({ entityRef }, index): BulkUpgradeItem => {
      return { service: entityRef, state: index < limit ? 'waiting' : 'skipped' };
    });
    const run: BulkUpgrade = { isRunning: true, items };
    this.#run = run;
    const end = this.#upgradeAll(run, services, maxFailures, credentials).finally(() => {
      run.isRunning = false;
    });
    return { run, end };
  }

  async #upgradeAll(
    run: BulkUpgrade,
    services: readonly ServiceReport[],
    maxFailures: number,
    credentials: BackstageCredentials,
  ): Promise<void> {
    let failures = 0;
    for (const [index, item] of run.items.entries()) {
      if (item.state !== 'waiting') continue;
      if (failures >= maxFailures) {
        item.state = 'skipped';
        continue;
      }
      const isUpgraded = await this.#upgrade(item, credentials);
      const service = services[index];
      if (!isUpgraded) failures += 1;
      else if (service?.owner !== undefined) await this.#notify(service, service.owner);
    }
  }

  /** @returns whether the task ended without an error */
  async #upgrade(item: BulkUpgradeItem, credentials: BackstageCredentials): Promise<boolean> {
    const { scaffolder, interval = 1_000 } = this.#deps;
    item.state = 'running';
    try {
      const request = { templateRef: UPGRADE_TEMPLATE, values: { service: item.service } };
      const { taskId } = await scaffolder.scaffold(request, { credentials });
      item.taskId = taskId;
      for (;;) {
        const { status } = await scaffolder.getTask({ taskId }, { credentials });
        if (status === 'open' || status === 'processing') await setTimeout(interval);
        else if (status === 'completed') break;
        else throw new Error(`The task has the status ${status}; its page has the reason`);
      }
      item.state = 'upgraded';
      return true;
    } catch (error) {
      item.state = 'failed';
      item.error = (error as Error).message;
      return false;
    }
  }

  async #notify({ title, template, entityRef }: ServiceReport, owner: string): Promise<void> {
    const [, kind = '', namespace = '', name = ''] = /^(.+):(.+)\/(.+)$/.exec(entityRef) ?? [];
    await this.#deps.notifyOwner({
      owner,
      title: `${title} can be upgraded`,
      description: `The upgrade to ${template?.id} ${template?.latest} is ready. Review it, and merge it.`,
      link: `/catalog/${namespace}/${kind}/${name}`,
    });
  }
}
