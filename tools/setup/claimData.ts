import path from 'node:path';
import { root } from '../root.mjs';
import { takeLock } from './lock.ts';
import { SetupError } from './steps.ts';

/**
 * Claims the folder of a portal's data for this process until it ends.
 *
 * @throws SetupError when another portal uses it
 */
export async function claimData(data: string, port: number): Promise<void> {
  const holder = await takeLock(path.join(data, 'portal.lock'), `http://localhost:${port}`);
  if (!holder) return;
  const folder = path.relative(root, data);
  throw new SetupError(
    `Goldpath is running already: ${holder.note} (process ${holder.pid}, data in ${folder}). To start another beside it, give it a folder and a port: GOLDPATH_DATA=${folder}-2 PORT=${port + 1} npm start`,
  );
}
