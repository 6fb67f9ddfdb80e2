import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { UnknownStackError } from '@goldpath/program';
import type { Scope } from '../hcl/evaluate.ts';
import { parseHcl } from '../hcl/parse.ts';
import { evaluateOr } from './body.ts';

type Values = Record<string, unknown>;

/** The values of a stage for the variables of the root module. */
export interface StageValues {
  stage: string;
  values: Values;
}

/** The stage of a configuration without files of values for stages: Terraform's name for the only workspace. */
const only = 'default';

/**
 * Reads the files with values for variables: those that Terraform reads by itself, and for each stage its `<stage>.tfvars`.
 *
 * @param requested the stage; by default all that have a file
 * @throws UnknownStackError when the stage has no file
 */
export async function readStages(folder: string, requested?: string): Promise<StageValues[]> {
  const files = (await readdir(folder)).filter(file => /\.tfvars(?:\.json)?$/.test(file)).sort();
  const automatic = files.filter(file => /^terraform\.|\.auto\./.test(file));
  const common: Values = {};
  for (const file of automatic) Object.assign(common, await readValues(path.join(folder, file)));
  const named = files.filter(file => !automatic.includes(file));
  const stages = named.map(file => ({ stage: file.replace(/\.tfvars(?:\.json)?$/, ''), file }));
  const chosen = stages.filter(({ stage }) => requested === undefined || stage === requested);
  if (chosen.length === 0 && stages.length > 0)
    throw new UnknownStackError(
      `The configuration has no stage '${requested}'. It has ${stages.map(({ stage }) => stage).join(', ')}: the files *.tfvars.`,
    );
  if (stages.length === 0) return [{ stage: requested ?? only, values: common }];
  const read = chosen.map(async ({ stage, file }) => {
    return { stage, values: { ...common, ...(await readValues(path.join(folder, file))) } };
  });
  return Promise.all(read);
}

async function readValues(file: string): Promise<Values> {
  const text = await readFile(file, 'utf8');
  if (file.endsWith('.json')) return JSON.parse(text) as Values;
  const { attributes } = await parseHcl(text, file);
  const scope: Scope = { folder: path.dirname(file), get: () => ({}) };
  return Object.fromEntries(
    [...attributes].map(([name, { expression }]) => [name, evaluateOr(expression, scope)]),
  );
}
