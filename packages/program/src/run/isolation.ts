import dgram from 'node:dgram';
import dns from 'node:dns';
import { getCompileCacheDir } from 'node:module';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Returns the Node flags of the child process: it can read files and compile them, and Node denies the rest. */
export function isolatedFlags(memoryMegabytes: number): string[] {
  const compiled = getCompileCacheDir();
  return [
    `--max-old-space-size=${memoryMegabytes}`,
    // a small young generation saves a fifth of the memory at no measurable cost in time
    '--max-semi-space-size=4',
    '--no-warnings',
    '--permission',
    '--allow-fs-read=*',
    // Pulumi serializes closures with it, for functions that become Lambdas
    '--allow-inspector',
    ...(compiled ? [`--allow-fs-write=${path.dirname(compiled)}`] : []),
  ];
}

/** Returns the environment of the child process: `PATH` and the compile cache of this process, and nothing else of it. */
export function isolatedEnvironment(): NodeJS.ProcessEnv {
  const compiled = getCompileCacheDir();
  return {
    PATH: process.env.PATH,
    HOME: tmpdir(),
    TMPDIR: tmpdir(),
    ...(compiled && { NODE_COMPILE_CACHE: path.dirname(compiled) }),
  };
}

/** Blocks the network for this process; Node has no permission for it yet. */
export function blockNetwork(): void {
  const refuse =
    (what: string) =>
    (...args: unknown[]): never => {
      throw new Error(`it opens the network (${what} ${target(args[0])}), which is not allowed here`);
    };
  net.Socket.prototype.connect = refuse('to');
  net.Server.prototype.listen = refuse('listening') as typeof net.Server.prototype.listen;
  dgram.createSocket = refuse('by');
  const lookup = refuse('for');
  Object.assign(dns, { lookup, resolve: lookup, resolve4: lookup, resolve6: lookup });
  Object.assign(dns.promises, { lookup, resolve: lookup, resolve4: lookup, resolve6: lookup });
}

function target(first: unknown): string {
  const [value] = [first].flat();
  if (typeof value !== 'object' || value === null) return String(value);
  const { host, port, path: socket } = value as { host?: string; port?: number; path?: string };
  return [host, port, socket].filter(part => part !== undefined && part !== null).join(':');
}
