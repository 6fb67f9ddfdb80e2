import type { Reference } from '../../expression/uses.ts';
import type { LintTemplate, Rendered } from '../../template/lintTemplate.ts';

/** An expression that reads the output of a step. */
export interface StepRead {
  /** the id of the step that is read */
  id: string;
  reference: Reference;
  rendered: Rendered;
}

/** Every expression that reads from a step whose id is written out. */
export function readsOfSteps({ rendered }: LintTemplate): StepRead[] {
  const reads: StepRead[] = [];
  for (const one of rendered) {
    for (const reference of one.expression.references) {
      const [id] = reference.keys;
      if (reference.root === 'steps' && id !== undefined) reads.push({ id, reference, rendered: one });
    }
  }
  return reads;
}
