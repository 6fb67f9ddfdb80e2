import { printChecks } from './checks/print.ts';
import { types, typesOfInfra } from './checks/typeChecks.ts';
import { installDependencies } from './setup/install.ts';
import { exitOn, step } from './setup/steps.ts';

/** `npm run typecheck`: TypeScript on all code. */
async function typecheck(): Promise<void> {
  await step('dependencies', progress => installDependencies('everything', progress));
  await printChecks([types, typesOfInfra]);
}

typecheck().catch(exitOn);
