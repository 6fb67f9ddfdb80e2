import { catalogCheck } from './catalog.ts';
import type { Check } from './check.ts';
import { infrastructureCheck } from './infrastructure.ts';
import { lineEndingsCheck } from './lineEndings.ts';
import { manifestCheck } from './manifest.ts';
import { prismaSchemaCheck } from './prismaSchema.ts';
import { terraformCheck } from './terraform.ts';
import { workflowsCheck } from './workflows.ts';

/** The checks of a repository. The slowest starts first. */
export const checks: readonly Check[] = [
  infrastructureCheck,
  terraformCheck,
  catalogCheck,
  prismaSchemaCheck,
  workflowsCheck,
  lineEndingsCheck,
  manifestCheck,
];
