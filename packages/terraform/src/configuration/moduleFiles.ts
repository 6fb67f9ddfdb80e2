import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Block, type Body, parseHcl } from '../hcl/parse.ts';
import { TerraformError } from '../terraformError.ts';

/** The blocks of the files in one folder, which are one module. */
export interface ModuleFiles {
  /** absolute path */
  folder: string;
  blocks: Block[];
}

/** A module's blocks, and those of the modules that it calls by the address of the call. */
export interface ModuleTree extends ModuleFiles {
  calls: Map<string, ModuleTree | undefined>;
}

/**
 * Reads a folder and the modules that it calls: those in a folder, and those that `terraform init` has downloaded.
 *
 * @returns calls whose module is not available are `undefined`
 * @throws TerraformError when a file has a syntax error, a kind of file is not supported, or a module calls itself
 */
export async function readModules(folder: string): Promise<ModuleTree> {
  return readTree(folder, '', await downloadedModules(folder), []);
}

async function readTree(
  folder: string,
  key: string,
  downloaded: ReadonlyMap<string, string>,
  parents: readonly string[],
): Promise<ModuleTree> {
  const files = await readModule(folder);
  const calls = new Map<string, ModuleTree | undefined>();
  for (const call of files.blocks.filter(({ type }) => type === 'module')) {
    const name = call.labels[0] ?? '';
    const callKey = key ? `${key}.${name}` : name;
    const target = folderOf(call, folder) ?? downloaded.get(callKey);
    if (target !== undefined && [...parents, folder].includes(target))
      throw new TerraformError(`the module ${name} calls itself. Remove the call.`, call);
    const isMissing = target === undefined || !(await exists(target));
    calls.set(
      name,
      isMissing ? undefined : await readTree(target, callKey, downloaded, [...parents, folder]),
    );
  }
  return { ...files, calls };
}

/**
 * Returns the folders that the module in a folder calls, without those that are downloaded.
 *
 * @throws TerraformError when a file has a syntax error, or a kind of file is not supported
 */
export async function calledFolders(folder: string): Promise<string[]> {
  const { blocks } = await readModule(folder);
  return blocks
    .filter(({ type }) => type === 'module')
    .map(call => folderOf(call, folder))
    .filter(target => target !== undefined);
}

/** JSON syntax, and files whose blocks replace those of others. */
const unsupported = /\.json$|(^|_)override\.tf$/;

const usePlan = `Check a plan, which includes them: 'terraform show -json <plan> > plan.json'.`;

async function readModule(folder: string): Promise<ModuleFiles> {
  const names = (await readdir(folder)).filter(name => /\.tf(\.json)?$/.test(name)).sort();
  const other = names.find(name => unsupported.test(name));
  if (other !== undefined) {
    const file = path.join(folder, other);
    throw new TerraformError(`JSON and override files are not read. ${usePlan}`, { file, line: 1 });
  }
  const bodies: Body[] = [];
  for (const name of names) {
    const file = path.join(folder, name);
    bodies.push(await parseHcl(await readFile(file, 'utf8'), file));
  }
  return { folder, blocks: bodies.flatMap(({ blocks }) => blocks) };
}

/** Only a path in the source is a folder; the others are downloaded. */
function folderOf({ body }: Block, folder: string): string | undefined {
  const source = body.attributes.get('source')?.expression.text.replaceAll('"', '') ?? '';
  return /^\.{1,2}\//.test(source) ? path.resolve(folder, source) : undefined;
}

async function exists(folder: string): Promise<boolean> {
  return (await readdir(folder).catch(() => undefined)) !== undefined;
}

/** The folders of downloaded modules by the address of their call, as `terraform init` records them. */
async function downloadedModules(folder: string): Promise<Map<string, string>> {
  const file = path.join(folder, '.terraform', 'modules', 'modules.json');
  const text = await readFile(file, 'utf8').catch(() => '{}');
  const { Modules: modules = [] } = JSON.parse(text) as { Modules?: { Key: string; Dir: string }[] };
  return new Map(modules.map(({ Key: key, Dir: dir }) => [key, path.resolve(folder, dir)]));
}
