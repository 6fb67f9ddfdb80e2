import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Starts the service as a process of its own, on a free port.
 * @param before - arguments of Node.
 */
export function startServer(environment: Record<string, string>, before: readonly string[] = []) {
  const child = spawn(process.execPath, [...before, 'src/server.ts'], {
    cwd: root,
    env: { PATH: process.env.PATH, PORT: '0', NODE_ENV: 'test', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = createInterface(child.stdout)[Symbol.asyncIterator]();
  return {
    child,
    /** The next match in the log. */
    logged: async (pattern: RegExp): Promise<string> => {
      for (;;) {
        const { value, done } = await log.next();
        if (done) throw new Error(`The log ended without ${pattern}.`);
        const match = pattern.exec(value);
        if (match) return match[0];
      }
    },
    stderr: text(child.stderr),
    exit: once(child, 'exit'),
  };
}
