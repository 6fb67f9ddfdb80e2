import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import type { UpgradePreview } from '@goldpath/plugin-goldpath-common';
import {
  serviceRepository,
  UnansweredError,
  upgradeRepository,
  type UpgradeServices,
} from '@goldpath/plugin-goldpath-node';
import type { Answers } from '@goldpath/template';
import { readDiff, type Upgrade } from '@goldpath/upgrade';
import pLimit from 'p-limit';

/** The number of characters of a diff that the portal shows. */
const SHOWN_DIFF = 200_000;

/** Shows upgrades of services before they are made. */
export class ServiceUpgrades {
  readonly #services: UpgradeServices;
  /** each executes the programs of a service */
  readonly #limit = pLimit(2);

  constructor(services: UpgradeServices) {
    this.#services = services;
  }

  /**
   * Merges the present version of its template into a service, and writes nothing.
   *
   * @param answers - to new questions, and those that are to change, by field
   * @throws InputError when its repository cannot be read by the portal
   */
  async preview(
    entity: Entity,
    answers: Answers,
    credentials: BackstageCredentials,
    signal: AbortSignal,
  ): Promise<UpgradePreview> {
    const repository = serviceRepository(entity, this.#services.integrations);
    if (!repository)
      throw new InputError(
        `${entity.metadata.name} is neither in a local repository nor on a configured host of GitHub`,
      );
    const parent = await mkdtemp(path.join(os.tmpdir(), 'goldpath-upgrade-'));
    try {
      return await this.#limit(async () => {
        signal.throwIfAborted();
        const makeFolder = () => mkdtemp(path.join(parent, 'folder-'));
        const options = { credentials, dryRun: true, makeFolder, signal, answers, entity };
        const { folder, result } = await upgradeRepository(repository, this.#services, options);
        const { tree } = result;
        return previewOf(result, tree === undefined ? '' : await readDiff(folder, tree, SHOWN_DIFF));
      });
    } catch (error) {
      if (error instanceof UnansweredError) return unansweredPreview(error);
      throw error;
    } finally {
      await rm(parent, { recursive: true, force: true });
    }
  }
}

function previewOf(result: Upgrade, diff: string): UpgradePreview {
  const { outcome, template, questions, changes, resolutions, problems, migrations, unanswered } = result;
  return {
    outcome,
    from: template.from,
    to: template.to,
    questions,
    refused: [],
    diff,
    files: changes.length,
    merged: resolutions.map(({ file, outcome: did, reason }) => ({ file, outcome: did, reason })),
    problems: problems.map(
      ({ rule, location, message }) => `${location.file}:${location.line} ${rule}: ${message}`,
    ),
    notes: [
      ...migrations.map(({ version, notes }) => `${version}: ${notes.trim()}`),
      ...unanswered.map(
        ({ field, files }) => `${field} has no answer, so the upgrade removes ${files.join(', ')}.`,
      ),
    ],
  };
}

function unansweredPreview({ template: { from, to }, questions, problems }: UnansweredError): UpgradePreview {
  return {
    outcome: 'unanswered',
    from,
    to,
    questions: [...questions],
    refused: problems.map(({ field, message }) => ({ field, message })),
    diff: '',
    files: 0,
    merged: [],
    problems: [],
    notes: [],
  };
}
