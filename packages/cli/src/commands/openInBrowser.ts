import { spawn } from 'node:child_process';
import process from 'node:process';

/** The command that opens a file with its usual application, by platform. */
const openers: Partial<Record<NodeJS.Platform, [string, ...string[]]>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
};

/** Opens a file in the browser: the one of the environment variable BROWSER, or the usual one. */
export function openInBrowser(file: string): void {
  const [command, ...args] = process.env.BROWSER
    ? [process.env.BROWSER]
    : (openers[process.platform] ?? ['xdg-open']);
  const browser = spawn(command, [...args, file], { detached: true, stdio: 'ignore' });
  browser.once('error', ({ message }) => {
    process.stderr.write(`${file} could not be opened (${message}); open it yourself, or set BROWSER.\n`);
  });
  browser.unref();
}
