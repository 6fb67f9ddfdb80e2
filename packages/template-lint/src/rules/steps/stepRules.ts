import type { LintRule } from '../../rule.ts';
import { actionInput } from './actionInput.ts';
import { knownAction } from './knownAction.ts';
import { noEffectInput } from './noEffectInput.ts';
import { repoHost } from './repoHost.ts';
import { repositoryAccess } from './repositoryAccess.ts';
import { repoUrl } from './repoUrl.ts';
import { workspacePath } from './workspacePath.ts';

/** The rules about steps and their actions. */
export const stepRules: readonly LintRule[] = [
  knownAction,
  actionInput,
  noEffectInput,
  repoUrl,
  repoHost,
  repositoryAccess,
  workspacePath,
];
