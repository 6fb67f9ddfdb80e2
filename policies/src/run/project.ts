import { existsSync } from 'node:fs';
import { readFile, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { ProgramError, UnknownStackError } from '../programError.ts';
import { secretMark } from './outputs.ts';
import type { Execution, StackConfig } from './recorded.ts';

const stackFile = /^Pulumi\.(.+)\.ya?ml$/;

/**
 * What there is to execute in a Pulumi program's folder: each stack that has a `Pulumi.<stack>.yaml`, or the one that is
 * asked for. A program without any is executed once, as the stack `dev` without configuration.
 *
 * @throws ProgramError when the folder holds no program, a file does not parse, or the stack does not exist
 */
export async function readProject(dir: string, wanted?: string): Promise<Execution> {
  const files = await readdir(dir).catch(() => {
    throw new ProgramError(`${dir} is no folder. Name the folder of a Pulumi program.`);
  });
  const projectFile = files.find(file => /^Pulumi\.ya?ml$/.test(file));
  if (!projectFile) {
    throw new ProgramError(`${dir} holds no Pulumi.yaml. Name the folder of a Pulumi program.`);
  }
  const project = await readYaml(dir, projectFile);
  const name = project.name;
  if (typeof name !== 'string' || name === '') {
    throw new ProgramError(`${projectFile} has no name. Add a line such as 'name: my-service'.`);
  }
  const runtime = typeof project.runtime === 'string' ? project.runtime : asRecord(project.runtime).name;
  if (runtime !== 'nodejs') {
    throw new ProgramError(
      `${projectFile} has the runtime '${String(runtime)}'. Only programs of the runtime 'nodejs' can be executed here.`,
    );
  }
  const stacks = files.flatMap(file => stackFile.exec(file)?.[1] ?? []).sort();
  if (wanted !== undefined && !stacks.includes(wanted)) {
    const existing = stacks.length > 0 ? `It has ${stacks.join(', ')}.` : 'It has none.';
    throw new UnknownStackError(`The program has no stack '${wanted}'. ${existing}`);
  }
  const entry = path.resolve(dir, await mainOf(dir, project.main));
  if (!(await stat(entry).catch(() => undefined))) {
    throw new ProgramError(`${path.relative(dir, entry)} does not exist, and the program would begin there.`);
  }
  const chosen = wanted !== undefined ? [wanted] : stacks.length > 0 ? stacks : ['dev'];
  const defaults = defaultsOf(name, asRecord(project.config));
  const configs = chosen.map(async stack => {
    const file = files.find(candidate => stackFile.exec(candidate)?.[1] === stack);
    const config = file ? asRecord((await readYaml(dir, file)).config) : {};
    return { stack, ...flatten({ 'aws:region': 'us-east-1', ...defaults, ...qualified(name, config) }) };
  });
  return { dir, entry, project: name, stacks: await Promise.all(configs) };
}

/** Where a program begins: `main` of Pulumi.yaml, else of package.json, else index.ts or index.js. */
async function mainOf(dir: string, main: unknown): Promise<string> {
  if (typeof main === 'string') {
    const folder = await stat(path.resolve(dir, main)).then(
      found => found.isDirectory(),
      () => false,
    );
    return folder ? path.join(main, 'index.ts') : main;
  }
  const manifest = await readFile(path.join(dir, 'package.json'), 'utf8').catch(() => '{}');
  const packageMain = (JSON.parse(manifest) as { main?: unknown }).main;
  if (typeof packageMain === 'string') return sourceOf(dir, packageMain);
  const plain = !existsSync(path.join(dir, 'index.ts')) && existsSync(path.join(dir, 'index.js'));
  return plain ? 'index.js' : 'index.ts';
}

/** A program that is compiled names what it is compiled to: `index.js` for index.ts, `bin/` for the folder itself. */
function sourceOf(dir: string, main: string): string {
  if (existsSync(path.join(dir, main))) return main;
  const source = main.replace(/\.js$/, '.ts');
  const candidates = [source, path.basename(source), 'index.ts'];
  return candidates.find(candidate => existsSync(path.join(dir, candidate))) ?? main;
}

async function readYaml(dir: string, file: string): Promise<Record<string, unknown>> {
  const lineCounter = new LineCounter();
  const document = parseDocument(await readFile(path.join(dir, file), 'utf8'), { lineCounter });
  const [broken] = document.errors;
  if (broken) {
    const { line } = lineCounter.linePos(broken.pos[0]);
    throw new ProgramError(`this is not YAML: ${broken.message.split('\n')[0]}`, { file, line });
  }
  return asRecord(document.toJS());
}

/** Configuration by full keys: a key without a namespace is the project's. */
function qualified(project: string, config: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [key.includes(':') ? key : `${project}:${key}`, value]),
  );
}

/** What Pulumi.yaml itself sets for every stack: a plain value, or a declaration with `value` or `default`. */
function defaultsOf(project: string, config: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(qualified(project, config)).map(([key, declared]) => {
    const { value, default: fallback } = asRecord(declared);
    return [key, typeof declared === 'object' && declared !== null ? (value ?? fallback) : declared] as const;
  });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined && value !== null));
}

/** Pulumi's own form of configuration: full keys, values as text, structured ones as JSON. */
function flatten(config: Record<string, unknown>): Omit<StackConfig, 'stack'> {
  const entries = Object.entries(config).map(([key, value]) => {
    const hidden = hideSecrets(value, key);
    const text = typeof hidden === 'string' ? hidden : JSON.stringify(hidden);
    return { key, text, secret: text.includes(secretMark) };
  });
  return {
    config: Object.fromEntries(entries.map(({ key, text }) => [key, text])),
    secretKeys: entries.filter(({ secret }) => secret).map(({ key }) => key),
  };
}

/** A secret is never decrypted here: a mark stands in its place, which is known again wherever it is carried. */
function hideSecrets(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(item => hideSecrets(item, key));
  if ('secure' in value) return `${secretMark}:the configuration ${key}#`;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, hideSecrets(item, key)]));
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
