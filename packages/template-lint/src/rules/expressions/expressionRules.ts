import type { LintRule } from '../../rule.ts';
import { eachList } from './eachList.ts';
import { expressionSyntax } from './expressionSyntax.ts';
import { hyphenInDotForm } from './hyphenInDotForm.ts';
import { javascriptOperator } from './javascriptOperator.ts';
import { laterStep } from './laterStep.ts';
import { missingDollar } from './missingDollar.ts';
import { parsedReference } from './parsedReference.ts';
import { secretName } from './secretName.ts';
import { secretOutsideInput } from './secretOutsideInput.ts';
import { skippedStep } from './skippedStep.ts';
import { swappedField } from './swappedField.ts';
import { textualBoolean } from './textualBoolean.ts';
import { undeclaredParameter } from './undeclaredParameter.ts';
import { unknownChoice } from './unknownChoice.ts';
import { unknownFilter } from './unknownFilter.ts';
import { unknownName } from './unknownName.ts';
import { unknownOutput } from './unknownOutput.ts';
import { unknownStep } from './unknownStep.ts';
import { unrenderedExpression } from './unrenderedExpression.ts';

/** The rules about the expressions in template.yaml. */
export const expressionRules: readonly LintRule[] = [
  expressionSyntax,
  missingDollar,
  unrenderedExpression,
  javascriptOperator,
  hyphenInDotForm,
  unknownName,
  unknownFilter,
  parsedReference,
  undeclaredParameter,
  secretName,
  secretOutsideInput,
  unknownStep,
  laterStep,
  unknownOutput,
  skippedStep,
  textualBoolean,
  unknownChoice,
  eachList,
  swappedField,
];
