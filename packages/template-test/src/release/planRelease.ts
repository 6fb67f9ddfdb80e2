import type { Template } from '@goldpath/template';
import { templateAt } from '@goldpath/upgrade';
import { compareTemplates, type TemplateChange } from './compareTemplates.ts';
import { recordedAnswers } from './recordedAnswers.ts';
import { ReleaseError, repositoryOf } from './repository.ts';
import { lastRelease, type Released } from './lastRelease.ts';
import { compareVersions, nextVersion } from './version.ts';

/** The next version of a template, and its differences to the last one. */
export interface ReleasePlan {
  /** the last version; undefined when the template has never been committed */
  from: Released | undefined;
  /** the differences to `from`; undefined without one */
  change: TemplateChange | undefined;
  /** the version to release: the one in stamp.yaml when it is high enough, otherwise the one that follows from the differences */
  version: string;
}

/**
 * Compares a template with its last released version, over every recorded set of answers.
 *
 * @param services - a folder with stamped services, whose answers are recorded too
 * @throws ReleaseError when the template is not in a git repository, or its last version cannot be read any more
 */
export async function planRelease(
  template: Template,
  { services }: { services?: string | undefined } = {},
): Promise<ReleasePlan> {
  const repository = await repositoryOf(template.dir);
  const from = await lastRelease(template.id, repository);
  if (!from) return { from, change: undefined, version: template.version };
  const { root, folder } = repository;
  const released = await templateAt(root, from.ref, folder);
  if (!released)
    throw new ReleaseError(
      `${folder} at ${from.ref} cannot be read as a template any more; the newest reader has to accept it.`,
    );
  const change = compareTemplates(released, template, await recordedAnswers(released, services));
  return { from, change, version: versionOf(template, from, change) };
}

function versionOf({ version }: Template, from: Released, { level }: TemplateChange): string {
  const next = nextVersion(from.version, level);
  return compareVersions(version, next) > 0 ? version : next;
}

/** Whether a new form may refuse recorded answers: the author has raised the major version in stamp.yaml. */
export function isNewMajor(version: string, from: Released): boolean {
  return compareVersions(version, nextVersion(from.version, 'major')) >= 0;
}
