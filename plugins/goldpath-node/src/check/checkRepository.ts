import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { CheckResult, Verdict } from '@goldpath/policies';
import { FolderError } from '../errors.ts';
import { MANIFEST_PATH } from '../stamp/manifest.ts';
import { listFiles } from '../tree/listFiles.ts';
import { catalogCheck } from './catalog.ts';
import type { Check, CheckOptions } from './check.ts';
import { infrastructureCheck, PROGRAM_FILE } from './infrastructure.ts';
import { manifestCheck } from './manifest.ts';
import { prismaSchemaCheck } from './prismaSchema.ts';
import { workflowsCheck } from './workflows.ts';

/** Everything that a repository is checked for. The slowest begins first. */
const checks: readonly Check[] = [
  infrastructureCheck,
  catalogCheck,
  prismaSchemaCheck,
  workflowsCheck,
  manifestCheck,
];

/** What a check of a folder found. */
export interface CheckReport {
  results: CheckResult[];
  summary: Record<Verdict, number>;
}

/**
 * Checks a service's repository, or the folder of a Pulumi program, of which only the policies are checked.
 *
 * @param options.onProgress - is told when a part is done
 * @throws FolderError when the folder is neither
 */
export async function checkRepository(
  dir: string,
  options: CheckOptions & { onProgress?: (line: string) => void } = {},
): Promise<CheckReport> {
  const root = path.resolve(dir);
  if (!(await stat(root).catch(() => undefined))?.isDirectory()) {
    throw new FolderError(`${dir} is no folder; name the folder of a service or of a Pulumi program`);
  }
  const files = (await listFiles(root)).filter(({ kind }) => kind === 'file').map(file => file.path);
  const isRepository = files.includes('catalog-info.yaml') || files.includes(MANIFEST_PATH);
  if (!isRepository && !files.includes(PROGRAM_FILE)) {
    throw new FolderError(
      `${dir} holds neither a service (catalog-info.yaml) nor a Pulumi program (Pulumi.yaml); name a folder that does`,
    );
  }
  const done = (isRepository ? checks : [infrastructureCheck]).map(async check => {
    const results = await check.run({ dir: root, files }, options);
    options.onProgress?.(`Checked: ${check.title} (${results.length})`);
    return results;
  });
  return toReport((await Promise.all(done)).flat());
}

/** Whether a result forbids to go on: an error that failed, or that nobody could verify. */
export function isBlocking({ severity, verdict }: CheckResult): boolean {
  return severity === 'error' && (verdict === 'fail' || verdict === 'unverifiable');
}

function toReport(results: CheckResult[]): CheckReport {
  const summary: CheckReport['summary'] = {
    pass: 0,
    fail: 0,
    unverifiable: 0,
    'not-applicable': 0,
    waived: 0,
  };
  for (const { verdict } of results) summary[verdict] += 1;
  return { results, summary };
}
