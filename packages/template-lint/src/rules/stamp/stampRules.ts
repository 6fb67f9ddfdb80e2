import type { LintRule } from '../../rule.ts';
import { stampAnswer } from './stampAnswer.ts';
import { stampContents } from './stampContents.ts';
import { stampEdit } from './stampEdit.ts';
import { stampIdentity } from './stampIdentity.ts';
import { stampManifest } from './stampManifest.ts';
import { stampResidue } from './stampResidue.ts';
import { stampSample } from './stampSample.ts';
import { stampSchema } from './stampSchema.ts';
import { stampSkeleton } from './stampSkeleton.ts';
import { stampStep } from './stampStep.ts';
import { stampUnusedField } from './stampUnusedField.ts';

/** The rules about templates that `goldpath:stamp` stamps. */
export const stampRules: readonly LintRule[] = [
  stampSchema,
  stampAnswer,
  stampUnusedField,
  stampSkeleton,
  stampContents,
  stampEdit,
  stampIdentity,
  stampResidue,
  stampSample,
  stampManifest,
  stampStep,
];
