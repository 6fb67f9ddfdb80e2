import { stat } from 'node:fs/promises';
import type { Template } from '@goldpath/template';
import { type ServiceStatus, status } from '@goldpath/upgrade';
import { InputError } from '../exit.ts';
import { loadTemplateAt, templateFolders } from './templates.ts';

/**
 * Compares services with their templates.
 *
 * @param dirs - the folders of the services
 * @param templatesDir - the folder of the templates
 * @throws InputError when a folder does not exist
 */
export async function compareServices(dirs: string[], templatesDir?: string): Promise<ServiceStatus[]> {
  for (const dir of dirs) {
    const found = await stat(dir).catch(() => undefined);
    if (!found?.isDirectory()) throw new InputError(`${dir} is not a folder; give the folder of a service.`);
  }
  const loaded = (await templateFolders(templatesDir)).map(folder => loadTemplateAt(folder));
  const templates = new Map(
    (await Promise.all(loaded)).map((template): [string, Template] => [template.id, template]),
  );
  const statuses: ServiceStatus[] = [];
  for (const dir of dirs) statuses.push(await status(dir, templates));
  return statuses;
}

/** The report for a terminal: a line for each service, and below it its newer versions and the files that were changed since. */
export function statusReport(statuses: readonly ServiceStatus[]): string {
  const width = Math.max(...statuses.map(({ dir }) => dir.length));
  const lines = statuses.flatMap(found => {
    const head = `${found.dir.padEnd(width)}  ${found.state.padEnd(8)}  ${summary(found)}`;
    const newer = found.newer.map(({ version = 'unreleased', summary: text }) => `  ${version}: ${text}`);
    return [head.trimEnd(), ...newer, ...found.modified.map(({ file, change }) => `  ${change}: ${file}`)];
  });
  return `${lines.join('\n')}\n`;
}

function summary({ template, state, changes, reason, modified }: ServiceStatus): string {
  const parts: string[] = [];
  if (template) {
    const { id, version, latest = version } = template;
    parts.push(latest === version ? `${id} ${version}` : `${id} ${version} -> ${latest}`);
  }
  const { added, changed, removed } = changes;
  if (state === 'outdated' && reason === undefined) {
    parts.push(
      `the template changed ${changed.length}, added ${added.length} and removed ${removed.length} files`,
    );
  }
  if (reason !== undefined) parts.push(reason);
  if (modified.length > 0) parts.push(`stamped files changed since: ${modified.length}`);
  return parts.join('; ');
}
