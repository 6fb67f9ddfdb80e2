import { existsSync, statSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { firstValue, parseYaml, YamlError } from '@goldpath/diagnostics';
import { ProgramError, UnknownStackError } from '../programError.ts';
import { isProgramFile } from '../programFolder.ts';
import { readCheckFile, worldOf } from './checkFile.ts';
import { secretMark } from './outputs.ts';
import { CHECK_FILE, type Execution, type Runtime, type StackConfig } from './recorded.ts';

const stackFile = /^Pulumi\.(.+)\.ya?ml$/;

/**
 * Reads the project and the stacks of a Pulumi program's folder: each stack that has a `Pulumi.<stack>.yaml`, or the
 * requested one. A program without such files is executed once, as the stack `dev` without configuration.
 *
 * @throws ProgramError when the folder contains no program, a file does not parse, or the stack does not exist
 */
export async function readProject(dir: string, requested?: string): Promise<Execution> {
  const files = await readdir(dir).catch(() => {
    throw new ProgramError(`${dir} is not a folder. Name the folder of a Pulumi program.`);
  });
  const { name, main, config, stackDir, runtime, file } = await readProjectFile(dir, files);
  const stackFiles = await stackFilesIn(dir, stackDir);
  const checkFile = await readCheckFile(dir);
  const named = new Set([...stackFiles.keys(), ...Object.keys(checkFile.stages ?? {})]);
  const stacks = chooseStacks([...named].sort(), requested);
  const entry = path.resolve(dir, runtime === 'yaml' ? yamlMainOf(dir, file, main) : await mainOf(dir, main));
  if (!isFile(entry))
    throw new ProgramError(
      `${path.relative(dir, entry)} does not exist, but it is the entry point of the program.`,
    );
  const defaults = { 'aws:region': 'us-east-1', ...defaultsOf(name, config) };
  const configs = stacks.map(async stack => {
    const file = stackFiles.get(stack);
    const given = checkFile.stages?.[stack]?.config;
    const own = file === undefined ? {} : await stackConfig(dir, file, given !== undefined);
    const config = { ...defaults, ...qualified(name, own), ...qualified(name, given ?? {}) };
    return { stack, ...flatten(config), world: worldOf(checkFile, stack) };
  });
  return { dir, entry, project: name, runtime, stacks: await Promise.all(configs) };
}

/** The part of Pulumi.yaml that is used. */
interface ProjectFile {
  /** Pulumi.yaml or Pulumi.yml */
  file: string;
  name: string;
  runtime: Runtime;
  main: unknown;
  config: Record<string, unknown>;
  /** the folder of the stacks' files, relative to the project */
  stackDir: string;
}

/**
 * The fields of Pulumi.yaml that do not change what is executed, or that are read here.
 *
 * Sources: https://www.pulumi.com/docs/iac/concepts/projects/project-file/, and for author, website and license
 * sdk/go/common/workspace/project.json of pulumi/pulumi at 0498be1, both looked up 2026-11-28. The schema allows others too.
 */
const projectFields = new Set([
  ...['name', 'runtime', 'main', 'config', 'stackConfigDir', 'description', 'author', 'website', 'license'],
  ...['backend', 'options', 'template', 'plugins', 'packages', 'requiredPulumiVersion'],
]);

/** The fields of a program of Pulumi YAML, which can be in the same file. */
const programFields = ['configuration', 'resources', 'variables', 'outputs', 'sdks', 'components'];

async function readProjectFile(dir: string, files: readonly string[]): Promise<ProjectFile> {
  const file = files.find(isProgramFile);
  if (file === undefined)
    throw new ProgramError(`${dir} contains no Pulumi.yaml. Name the folder of a Pulumi program.`);
  const project = await readYaml(dir, file);
  const { name, main } = project;
  if (typeof name !== 'string' || name === '')
    throw new ProgramError(`${file} has no name. Add a line such as 'name: my-service'.`);
  const runtime = typeof project.runtime === 'string' ? project.runtime : asRecord(project.runtime).name;
  if (runtime !== 'nodejs' && runtime !== 'yaml')
    throw new ProgramError(
      `${file} has the runtime '${String(runtime)}'. Only programs with the runtimes 'nodejs' and 'yaml' are executed. Check others in Pulumi's engine, with the same rules: pulumi preview --policy-pack node_modules/@goldpath/policies`,
    );
  const known = runtime === 'yaml' ? new Set([...projectFields, ...programFields]) : projectFields;
  const foreign = Object.keys(project).find(field => !known.has(field));
  if (foreign !== undefined)
    throw new ProgramError(
      `${file} has the field '${foreign}', which this check does not know, so it cannot determine what Pulumi executes. Correct its name, or remove it.`,
      { file, line: await lineOf(dir, file, foreign) },
    );
  const config = asRecord(project.config ?? project.configuration);
  return { file, name, runtime, main, config, stackDir: stackDirOf(project) };
}

/** Returns the folder of the stacks' files: `stackConfigDir`, or in older projects `config` as a string. */
function stackDirOf({ stackConfigDir, config }: Record<string, unknown>): string {
  return [stackConfigDir, config].find(value => typeof value === 'string') ?? '.';
}

/** Returns the stacks' files by stack, relative to the project. */
async function stackFilesIn(dir: string, stackDir: string): Promise<Map<string, string>> {
  const files = await readdir(path.resolve(dir, stackDir)).catch(() => {
    throw new ProgramError(
      `${stackDir} is not a folder, but Pulumi.yaml names it as the folder of the stacks' files.`,
    );
  });
  const stackFiles = files.filter(file => stackFile.test(file));
  return new Map(
    stackFiles.map(file => [stackFile.exec(file)?.[1] ?? '', path.posix.join(stackDir, file)] as const),
  );
}

/** @param isGiven whether the check's file has configuration of the stack */
async function stackConfig(dir: string, file: string, isGiven: boolean): Promise<Record<string, unknown>> {
  const { config, environment } = await readYaml(dir, file);
  if (environment !== undefined && environment !== null && !isGiven)
    throw new ProgramError(
      `the stack takes configuration from Pulumi ESC ('environment'), which is not available offline. Give it in ${CHECK_FILE}, as config of the stage under stages.`,
      { file, line: await lineOf(dir, file, 'environment') },
    );
  return asRecord(config);
}

async function lineOf(dir: string, file: string, field: string): Promise<number> {
  const lines = (await readFile(path.join(dir, file), 'utf8')).split('\n');
  return lines.findIndex(line => line.startsWith(`${field}:`)) + 1 || 1;
}

function chooseStacks(existing: string[], requested: string | undefined): string[] {
  if (requested === undefined && existing.length === 0) return ['dev'];
  if (requested === undefined) return existing;
  // a stack needs no file: Pulumi creates it without one
  if (existing.includes(requested) || existing.length === 0) return [requested];
  throw new UnknownStackError(
    `The program has no stack '${requested}'. It has ${existing.join(', ')}. For a stack without a file, add it under stages in ${CHECK_FILE}.`,
  );
}

/** Returns the entry point: `main` of Pulumi.yaml, else of package.json, else index.ts or index.js. */
async function mainOf(dir: string, main: unknown): Promise<string> {
  if (typeof main === 'string') {
    const candidates = [
      main,
      ...['index.ts', 'index.js'].map(file => path.join(main, file)),
      `${main}.ts`,
      `${main}.js`,
    ];
    return candidates.find(candidate => isFile(path.resolve(dir, candidate))) ?? main;
  }
  const manifest = await readFile(path.join(dir, 'package.json'), 'utf8').catch(() => '{}');
  const packageMain = (JSON.parse(manifest) as { main?: unknown }).main;
  if (typeof packageMain === 'string') return sourceOf(dir, packageMain);
  const isJavaScript = !existsSync(path.join(dir, 'index.ts')) && existsSync(path.join(dir, 'index.js'));
  return isJavaScript ? 'index.js' : 'index.ts';
}

/** Returns the entry point of a YAML program: the project's file, or Main.yaml in the folder that `main` names. */
function yamlMainOf(dir: string, file: string, main: unknown): string {
  if (typeof main !== 'string') return file;
  const candidates = [main, path.join(main, 'Main.yaml'), path.join(main, 'Pulumi.yaml')];
  return candidates.find(candidate => isFile(path.resolve(dir, candidate))) ?? main;
}

function isFile(file: string): boolean {
  return existsSync(file) && statSync(file).isFile();
}

/** Returns the source of a compiled entry point: index.ts for `index.js`, or the folder itself for `bin/`. */
function sourceOf(dir: string, main: string): string {
  if (existsSync(path.join(dir, main))) return main;
  const source = main.replace(/\.js$/, '.ts');
  const candidates = [source, path.basename(source), 'index.ts'];
  return candidates.find(candidate => existsSync(path.join(dir, candidate))) ?? main;
}

async function readYaml(dir: string, file: string): Promise<Record<string, unknown>> {
  const text = await readFile(path.join(dir, file), 'utf8');
  try {
    return asRecord(firstValue(parseYaml(text)));
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    throw new ProgramError(`invalid YAML: ${error.message}; fix the syntax.`, { file, line: error.line });
  }
}

/** Returns the configuration with full keys: a key without a namespace belongs to the project. */
function qualified(project: string, config: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [key.includes(':') ? key : `${project}:${key}`, value]),
  );
}

/** Returns the configuration of Pulumi.yaml for every stack: a plain value, or a declaration with `value` or `default`. */
function defaultsOf(project: string, config: Record<string, unknown>): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [key, declared] of Object.entries(qualified(project, config))) {
    const { value, default: fallback } = asRecord(declared);
    const chosen = typeof declared === 'object' ? (value ?? fallback) : declared;
    if (chosen !== undefined && chosen !== null) values[key] = chosen;
  }
  return values;
}

/** Returns the configuration in Pulumi's own form: full keys and strings, structured values as JSON. */
function flatten(config: Record<string, unknown>): Omit<StackConfig, 'stack' | 'world'> {
  const flat: Record<string, string> = {};
  for (const [key, value] of Object.entries(config)) {
    const hidden = hideSecrets(value, key);
    flat[key] = typeof hidden === 'string' ? hidden : JSON.stringify(hidden);
  }
  const secretKeys = Object.keys(flat).filter(key => flat[key]?.includes(secretMark));
  return { config: flat, secretKeys };
}

/** Secrets are never decrypted here: each is replaced by a mark that is found in every value that contains it. */
function hideSecrets(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(item => hideSecrets(item, key));
  if ('secure' in value) return `${secretMark}:the configuration ${key}#`;
  if ('secret' in value && Object.keys(value).length === 1) return secretOf(value.secret, key);
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, hideSecrets(item, key)]));
}

/** A secret with a structure that the check's file gives: every string in it is secret. */
function secretOf(shape: unknown, key: string): unknown {
  if (typeof shape === 'string') return `${secretMark}:the configuration ${key}#`;
  if (Array.isArray(shape)) return shape.map(item => secretOf(item, key));
  if (typeof shape !== 'object' || shape === null) return shape;
  return Object.fromEntries(Object.entries(shape).map(([name, item]) => [name, secretOf(item, key)]));
}

function asRecord(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return {};
  return value as Record<string, unknown>;
}
