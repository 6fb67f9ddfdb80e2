import path from 'node:path';
import { TerraformError } from '../terraformError.ts';
import { calledFolders } from './moduleFiles.ts';

/**
 * Returns the folders that are configurations of their own, in their order: those that no other folder calls as a module. One of
 * modules that only call each other counts too, so that no folder is left out.
 *
 * @param folders absolute paths of folders with files of Terraform
 */
export async function rootModules(folders: readonly string[]): Promise<string[]> {
  const calls = new Map<string, readonly string[]>();
  for (const folder of folders) calls.set(folder, await callsOf(folder));
  const called = new Set(
    [...calls].flatMap(([folder, targets]) => targets.filter(target => target !== folder)),
  );
  const uncalled = folders.filter(folder => !called.has(folder));
  const reached = new Set<string>();
  const roots = new Set<string>();
  for (const folder of [...uncalled, ...folders]) {
    if (reached.has(folder)) continue;
    roots.add(folder);
    reach(folder, calls, reached);
  }
  return folders.filter(folder => roots.has(folder));
}

/** A folder that cannot be read is a problem of its own, which its evaluation reports. */
async function callsOf(folder: string): Promise<string[]> {
  try {
    return await calledFolders(folder);
  } catch (error) {
    if (error instanceof TerraformError) return [];
    throw error;
  }
}

function reach(folder: string, calls: ReadonlyMap<string, readonly string[]>, reached: Set<string>): void {
  if (reached.has(folder)) return;
  reached.add(folder);
  for (const target of calls.get(folder) ?? []) reach(path.normalize(target), calls, reached);
}
