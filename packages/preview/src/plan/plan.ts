import type { Tree } from '@goldpath/files';
import type { Answers } from '@goldpath/template';
import { plannedEntities } from './plannedEntities.ts';
import { plannedSteps } from './plannedSteps.ts';
import { firstDeployment, plannedSettings } from './runbooks.ts';

/** The effects of creating a service, and the tasks that are left to its team. */
export interface Plan {
  /** the steps of the template, in their order */
  steps: PlannedStep[];
  /** entity refs, as the catalog will have them */
  entities: string[];
  /** the secrets and variables that the pipeline needs */
  settings: PlannedSetting[];
  /** the steps of the first deployment, and the file that describes them */
  deployment?: { file: string; line: number; steps: string[] };
}

/** A step of the template. */
export interface PlannedStep {
  name: string;
  action: string;
  /** whether it runs; undefined when that is only known during the run */
  runs?: boolean;
  /** the repository that it creates, such as `github.com/acme/orders` or the name of a folder */
  repository?: string;
}

/** A secret or a variable of the pipeline. */
export interface PlannedSetting {
  name: string;
  kind: 'secret' | 'variable';
  /** the place to set it and its value, from the repository's documentation; one for each place */
  description: string[];
}

/**
 * Plans what creating a service does.
 *
 * @param tree - the stamped repository
 * @param steps - `spec.steps` of the template: any value
 */
export function planOf(tree: Tree, answers: Answers, steps: unknown): Plan {
  const deployment = firstDeployment(tree);
  return {
    steps: plannedSteps(steps, answers),
    entities: plannedEntities(tree),
    settings: plannedSettings(tree),
    ...(deployment && { deployment }),
  };
}
