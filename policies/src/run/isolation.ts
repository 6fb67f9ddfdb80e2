import dgram from 'node:dgram';
import dns from 'node:dns';
import { getCompileCacheDir } from 'node:module';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** What the child process may do: read files and compile what it reads. Node itself denies the rest. */
export function isolatedFlags(memoryMegabytes: number): string[] {
  const compiled = getCompileCacheDir();
  return [
    `--max-old-space-size=${memoryMegabytes}`,
    // a small nursery spares a fifth of the memory and costs no time that could be measured
    '--max-semi-space-size=4',
    '--no-warnings',
    '--permission',
    '--allow-fs-read=*',
    // Pulumi looks into closures by it, for functions that become Lambdas
    '--allow-inspector',
    ...(compiled ? [`--allow-fs-write=${path.dirname(compiled)}`] : []),
  ];
}

/** Nothing of the caller's environment but where programs are; where it keeps compiled modules, the child does too. */
export function isolatedEnvironment(): NodeJS.ProcessEnv {
  const compiled = getCompileCacheDir();
  return {
    PATH: process.env.PATH,
    HOME: tmpdir(),
    TMPDIR: tmpdir(),
    ...(compiled && { NODE_COMPILE_CACHE: path.dirname(compiled) }),
  };
}

/** Closes the network to everything in this process; Node has no permission for it yet. */
export function closeNetwork(): void {
  const refuse =
    (what: string) =>
    (...args: unknown[]): never => {
      throw new Error(`it opens the network (${what} ${target(args[0])}), which is closed here`);
    };
  net.Socket.prototype.connect = refuse('to') as typeof net.Socket.prototype.connect;
  net.Server.prototype.listen = refuse('listening') as typeof net.Server.prototype.listen;
  dgram.createSocket = refuse('by') as typeof dgram.createSocket;
  const lookup = refuse('for') as unknown;
  Object.assign(dns, { lookup, resolve: lookup, resolve4: lookup, resolve6: lookup });
  Object.assign(dns.promises, { lookup, resolve: lookup, resolve4: lookup, resolve6: lookup });
}

function target(first: unknown): string {
  const [value] = Array.isArray(first) ? (first as unknown[]) : [first];
  if (typeof value !== 'object' || value === null) return String(value);
  const { host, port, path: socket } = value as { host?: unknown; port?: unknown; path?: unknown };
  return [host, port, socket].filter(part => part !== undefined && part !== null).join(':');
}
