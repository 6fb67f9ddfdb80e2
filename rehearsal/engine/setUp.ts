import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { x } from 'tinyexec';
import { root } from '../../tools/root.mjs';
import { installProject } from '../../tools/setup/projectPackages.ts';
import { readDeclarations } from './provider/declarations.ts';
import replacements from './provider/replacements.json' with { type: 'json' };

/** The version of the Pulumi command line, and the module that it comes from. */
const PULUMI = '3.276.0';
const PULUMI_MODULE = 'github.com/pulumi/pulumi';

/** A program whose packages have the SDK of AWS. */
const program = path.join(root, 'templates/prompt-library-service/skeleton/infra');
const sdk = path.join(program, 'node_modules/@pulumi/aws');

/** The version of the runner of workflows. */
const ACT = '0.2.89';

const folder = path.join(root, '.cache', 'rehearsal', 'engine');

/** The Pulumi engine of the rehearsal. */
export interface Engine {
  /** the folder of `pulumi`, its plugins, and `act` */
  bin: string;
}

/**
 * Builds the Pulumi command line and the workflow runner from their Go modules, and the stand-in for the AWS provider, unless they
 * are there already. Takes about eight minutes the first time.
 *
 * @throws Error with the output of Go when a build fails
 */
export async function setUpEngine(): Promise<Engine> {
  const bin = path.join(folder, 'bin');
  await mkdir(bin, { recursive: true });
  await installProject(program);
  await once(`pulumi ${PULUMI}`, () => buildPulumi(bin));
  await once(`act ${ACT}`, () => go(folder, { GOBIN: bin }, 'install', `github.com/nektos/act@v${ACT}`));
  const provider = path.join(import.meta.dirname, 'provider');
  const hash = await hashOf(provider);
  await once(`provider ${hash}`, () =>
    go(provider, {}, 'build', '-o', path.join(bin, 'pulumi-resource-aws'), '.'),
  );
  await once(`declarations ${hash} ${await versionOf(sdk)}`, () => writeDeclarations(bin));
  await installLanguageHost(bin);
  return { bin };
}

/** Runs a step unless it has been completed under this name. */
async function once(name: string, step: () => Promise<void>): Promise<void> {
  const done = path.join(folder, `${name.replaceAll(' ', '-')}.done`);
  if (existsSync(done)) return;
  await step();
  await writeFile(done, '');
}

async function buildPulumi(bin: string): Promise<void> {
  const source = path.join(folder, 'pulumi');
  await mkdir(source, { recursive: true });
  // `go install` refuses modules with replacements
  if (!existsSync(path.join(source, 'go.mod'))) await go(source, {}, 'mod', 'init', 'engine');
  const program = `${PULUMI_MODULE}/pkg/v3/cmd/pulumi`;
  await go(source, {}, 'get', `${program}@v${PULUMI}`);
  const version = `-X ${PULUMI_MODULE}/sdk/v3/go/common/version.Version=${PULUMI}`;
  await go(source, {}, 'build', '-ldflags', `-s -w ${version}`, '-o', path.join(bin, 'pulumi'), program);
}

/** Writes the types of inputs, which the stand-in for the AWS provider reads from beside its program. */
async function writeDeclarations(bin: string): Promise<void> {
  const declarations = await readDeclarations(sdk, Object.keys(replacements.types));
  await writeFile(path.join(bin, 'declarations.json'), JSON.stringify(declarations));
}

async function versionOf(packageFolder: string): Promise<string> {
  const manifest = await readFile(path.join(packageFolder, 'package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

async function installLanguageHost(bin: string): Promise<void> {
  await copyFile(path.join(import.meta.dirname, 'languageHost.mjs'), path.join(bin, 'languageHost.mjs'));
  const start = path.join(bin, 'pulumi-language-nodejs');
  await writeFile(start, '#!/bin/sh\nexec node "$(dirname "$0")/languageHost.mjs" "$@"\n');
  await chmod(start, 0o755);
}

async function hashOf(sources: string): Promise<string> {
  const hash = createHash('sha256');
  for (const file of (await readdir(sources)).sort()) hash.update(await readFile(path.join(sources, file)));
  return hash.digest('hex').slice(0, 12);
}

async function go(cwd: string, env: Record<string, string>, ...args: string[]): Promise<void> {
  const { exitCode, stderr } = await x('go', args, { nodeOptions: { cwd, env: { ...process.env, ...env } } });
  if (exitCode !== 0) throw new Error(`go ${args.join(' ')} in ${cwd} failed:\n${stderr.slice(-2000)}`);
}
