import type { Check } from '../check.ts';
import { declaredParts } from '../declaredParts.ts';
import { listFiles } from '@goldpath/files';
import { folderOf } from '@goldpath/files/testing';

/** The diagnostics of a check for a folder with these files, one line each: verdict, location, message and fix. */
export async function runCheck(check: Check, files: Record<string, string>): Promise<string[]> {
  const dir = await folderOf(files);
  const listed = (await listFiles(dir)).map(file => file.path);
  const results = await check.run({ dir, files: listed, contains: await declaredParts(dir, listed) }, {});
  return results.map(({ verdict, location, message, fix }) =>
    [`${verdict} ${location.file}:${location.line}`, message, fix].join(' ').trimEnd(),
  );
}
