import type { LintRule } from '../../rule.ts';
import { choiceBranch } from './choiceBranch.ts';
import { duplicateStepId } from './duplicateStepId.ts';
import { duplicateTemplateName } from './duplicateTemplateName.ts';
import { entityRef } from './entityRef.ts';
import { formCondition } from './formCondition.ts';
import { formField } from './formField.ts';
import { include } from './include.ts';
import { mergeKey } from './mergeKey.ts';
import { outputLink } from './outputLink.ts';
import { parametersSchema } from './parametersSchema.ts';
import { picker } from './picker.ts';
import { plainSecret } from './plainSecret.ts';
import { requiredField } from './requiredField.ts';
import { templateApiVersion } from './templateApiVersion.ts';
import { templateSchema } from './templateSchema.ts';
import { uiKeyPlace } from './uiKeyPlace.ts';
import { uiOrder } from './uiOrder.ts';
import { unknownField } from './unknownField.ts';
import { yamlSyntax } from './yamlSyntax.ts';

/** The rules about the template as a document, and about its form. */
export const formRules: readonly LintRule[] = [
  yamlSyntax,
  mergeKey,
  include,
  templateApiVersion,
  templateSchema,
  duplicateTemplateName,
  entityRef,
  unknownField,
  parametersSchema,
  requiredField,
  choiceBranch,
  formCondition,
  formField,
  picker,
  uiKeyPlace,
  uiOrder,
  duplicateStepId,
  outputLink,
  plainSecret,
];
