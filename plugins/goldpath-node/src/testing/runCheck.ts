import type { Check } from '../check/check.ts';
import { listFiles } from '../tree/listFiles.ts';
import { folderOf } from './folder.ts';

/** What a check finds in a folder with these files, a line each: verdict, place, message and remedy. */
export async function runCheck(check: Check, files: Record<string, string>): Promise<string[]> {
  const dir = await folderOf(files);
  const listed = (await listFiles(dir)).map(file => file.path);
  const results = await check.run({ dir, files: listed }, {});
  return results.map(({ verdict, location, message, remedy }) =>
    [`${verdict} ${location.file}:${location.line}`, message, remedy].join(' ').trimEnd(),
  );
}
