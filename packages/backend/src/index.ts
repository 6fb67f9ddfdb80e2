import { createBackend } from '@backstage/backend-defaults';
import { rootConfigServiceFactory } from '@backstage/backend-defaults/rootConfig';
import { databaseProblem } from './databaseProblem.ts';
import { environmentProblems, removeEmpty, withGithubConfig } from './environment.ts';
import { failUnfinishedTasksModule } from './failUnfinishedTasks.ts';
import { searchModuleTitleFirst } from './search/module.ts';
import { startProblem } from './startProblem.ts';

removeEmpty(process.env);
const argv = withGithubConfig(process.argv, process.env);
const problems = environmentProblems(argv, process.env);
if (problems.length > 0) exit(problems.join(' '));

const backend = createBackend();

backend.add(rootConfigServiceFactory({ argv }));

backend.add(import('@backstage/plugin-app-backend'));

backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@backstage/plugin-auth-backend-module-guest-provider'));
backend.add(import('@backstage/plugin-auth-backend-module-github-provider'));

backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'));
backend.add(import('@goldpath/plugin-goldpath-backend'));

backend.add(import('@backstage/plugin-scaffolder-backend'));
backend.add(import('./github/module.ts'));
backend.add(import('@goldpath/plugin-scaffolder-backend-module-goldpath'));
backend.add(failUnfinishedTasksModule);
backend.add(import('./recovery/module.ts'));

backend.add(import('@backstage/plugin-search-backend'));
backend.add(import('@backstage/plugin-search-backend-module-catalog'));
backend.add(import('@backstage/plugin-search-backend-module-pg'));
backend.add(searchModuleTitleFirst);

try {
  await backend.start();
} catch (error) {
  // its server would answer 503 as long as the process runs
  exit(await startProblem(error, () => databaseProblem(process.env)));
}

function exit(problem: string): never {
  process.stderr.write(`${problem}\n`);
  process.exit(1);
}
