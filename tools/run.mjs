// The entry of `npm start`, `npm test`, `npm run dev` and `npm run bench`. Plain JavaScript without
// dependencies, since it runs under whatever Node is at hand (18 and up) in a clone with nothing installed.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { node24, root } from './node24.mjs';

const [command, ...args] = process.argv.slice(2);

/** Hands the terminal to a program under Node 24 and ends as it ends. */
async function main() {
  const node = await node24(line => process.stderr.write(`${line}\n`));
  const child = spawn(node, [path.join(root, 'tools', `${command}.ts`), ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH}` },
  });
  // Ctrl-C reaches the child by itself: the whole foreground group gets it. A signal to this process alone is passed on.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
}

main().catch(error => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
