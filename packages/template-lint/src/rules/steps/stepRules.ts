import type { LintRule } from '../../rule.ts';
import { actionInput } from './actionInput.ts';
import { catalogUrl } from './catalogUrl.ts';
import { choiceInput } from './choiceInput.ts';
import { knownAction } from './knownAction.ts';
import { noEffectInput } from './noEffectInput.ts';
import { optionalAnswer } from './optionalAnswer.ts';
import { repoHost } from './repoHost.ts';
import { repositoryAccess } from './repositoryAccess.ts';
import { repositoryNames } from './repositoryNames.ts';
import { repoUrl } from './repoUrl.ts';
import { urlOrReference } from './urlOrReference.ts';
import { workspacePath } from './workspacePath.ts';

/** The rules about steps and their actions. */
export const stepRules: readonly LintRule[] = [
  knownAction,
  actionInput,
  choiceInput,
  optionalAnswer,
  noEffectInput,
  repoUrl,
  repoHost,
  repositoryAccess,
  repositoryNames,
  catalogUrl,
  urlOrReference,
  workspacePath,
];
