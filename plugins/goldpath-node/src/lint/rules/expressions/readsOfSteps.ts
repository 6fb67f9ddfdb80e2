import type { Reference } from '../../expression/uses.ts';
import type { LintTemplate, Rendered } from '../../template/lintTemplate.ts';

/** A place that reads from a step. */
export interface StepRead {
  /** of the step that is read from */
  id: string;
  reference: Reference;
  rendered: Rendered;
}

/** Every place of a template that reads from a step whose name is written out. */
export function readsOfSteps({ rendered }: LintTemplate): StepRead[] {
  return rendered.flatMap(one =>
    one.expression.references.flatMap(reference => {
      const [id] = reference.keys;
      return reference.root === 'steps' && id !== undefined ? [{ id, reference, rendered: one }] : [];
    }),
  );
}
