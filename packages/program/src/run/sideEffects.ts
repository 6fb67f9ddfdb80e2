import childProcess from 'node:child_process';
import { EventEmitter } from 'node:events';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import path from 'node:path';
import { Readable, Writable } from 'node:stream';
import { promisify } from 'node:util';
import { type OmissionKind, unknownValue } from './recorded.ts';

/** Receives each action that was ignored: its kind, and the file or the command. */
type Report = (kind: OmissionKind, detail: string) => void;

type AnyFunction = (...args: unknown[]) => unknown;

/** The functions of `node:fs` that change files: each exists with a callback, with `Sync`, and in `fs.promises`. */
const writers = [
  ...['appendFile', 'chmod', 'chown', 'copyFile', 'cp', 'lchown', 'link', 'mkdir', 'mkdtemp', 'rename', 'rm'],
  ...['rmdir', 'symlink', 'truncate', 'unlink', 'utimes', 'writeFile'],
];

/**
 * Replaces the functions of Node that write files and start processes by ones that only report it, as a check must not change
 * anything. A file that was written can be read again; the output of a process is the mark of unknown values.
 */
export function ignoreSideEffects(report: Report): void {
  ignoreWrites(report);
  ignoreProcesses(report);
  syncBuiltinESMExports();
}

function ignoreWrites(report: Report): void {
  const written = new Map<string, string | Buffer>();
  const write = (name: string, [file, content]: unknown[]): unknown => {
    report('file', String(file));
    if (/^(write|append)File$/.test(name)) remember(written, name, file, content);
    return name === 'mkdtemp' ? `${String(file)}goldpath` : undefined;
  };
  for (const name of writers) {
    replace(fs, `${name}Sync`, (...args) => write(name, args));
    replace(fs.promises, name, (...args) => Promise.resolve(write(name, args)));
    replace(fs, name, (...args) => answer(args, write(name, args)));
  }
  replace(fs, 'createWriteStream', file => {
    report('file', String(file));
    return new Writable({ write: (_chunk, _encoding, done) => done() });
  });
  readBack(written);
}

function remember(
  written: Map<string, string | Buffer>,
  name: string,
  file: unknown,
  content: unknown,
): void {
  const key = path.resolve(String(file));
  const before = name === 'appendFile' ? String(written.get(key) ?? '') : '';
  written.set(key, Buffer.isBuffer(content) ? content : before + String(content));
}

/** Lets a program read the files that it has written. */
function readBack(written: ReadonlyMap<string, string | Buffer>): void {
  const contentOf = (file: unknown, options: unknown) => {
    const content = typeof file === 'string' ? written.get(path.resolve(file)) : undefined;
    if (content === undefined) return undefined;
    return encodingOf(options) ? content.toString() : Buffer.from(content);
  };
  const { readFileSync, existsSync } = fs;
  const { readFile } = fs.promises;
  replace(fs, 'readFileSync', (file, options) => {
    return contentOf(file, options) ?? readFileSync(file as string, options as BufferEncoding);
  });
  replace(fs, 'existsSync', file => contentOf(file, undefined) !== undefined || existsSync(file as string));
  replace(fs.promises, 'readFile', async (file, options) => {
    return contentOf(file, options) ?? (await readFile(file as string, options as BufferEncoding));
  });
}

function ignoreProcesses(report: Report): void {
  const start = ([command, ...rest]: unknown[]) => {
    const args: unknown = rest.find(Array.isArray) ?? [];
    report('process', [command, ...(args as unknown[])].join(' '));
    return rest.findLast(option => typeof option === 'object' && !Array.isArray(option));
  };
  for (const name of ['execSync', 'execFileSync']) {
    replace(childProcess, name, (...args) => outputFor(start(args)));
  }
  replace(childProcess, 'spawnSync', (...args) => {
    const output = outputFor(start(args));
    return { pid: 0, output: [null, output, ''], stdout: output, stderr: '', status: 0, signal: null };
  });
  for (const name of ['exec', 'execFile']) {
    replace(childProcess, name, (...args) => {
      start(args);
      answer(args, unknownValue, '');
      return processThatEnds();
    });
    Object.assign((childProcess as unknown as Record<string, object>)[name] as object, {
      [promisify.custom]: (...args: unknown[]) => {
        start(args);
        return Promise.resolve({ stdout: unknownValue, stderr: '' });
      },
    });
  }
  for (const name of ['spawn', 'fork']) {
    replace(childProcess, name, (...args) => {
      start(args);
      return processThatEnds();
    });
  }
}

/** A process that has printed the mark of unknown values and ends successfully. */
function processThatEnds(): EventEmitter {
  const stream = () => new Writable({ write: (_chunk, _encoding, done) => done() });
  const child = Object.assign(new EventEmitter(), {
    pid: 0,
    stdin: stream(),
    stdout: Readable.from([unknownValue]),
    stderr: Readable.from([]),
    kill: () => true,
    unref: () => undefined,
  });
  setImmediate(() => {
    child.emit('exit', 0, null);
    child.emit('close', 0, null);
  });
  return child;
}

function outputFor(options: unknown): string | Buffer {
  return encodingOf(options) ? unknownValue : Buffer.from(unknownValue);
}

function encodingOf(options: unknown): unknown {
  return typeof options === 'string' ? options : (options as { encoding?: unknown } | undefined)?.encoding;
}

/** Calls the callback at the end of a function's arguments, if there is one. */
function answer(args: unknown[], ...results: unknown[]): void {
  const callback = args.at(-1);
  if (typeof callback === 'function') process.nextTick(callback, null, ...results);
}

function replace(module: object, name: string, by: AnyFunction): void {
  Object.assign(module, { [name]: by });
}
