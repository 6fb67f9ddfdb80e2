import fc from 'fast-check';
import type { Diagnostic } from '@goldpath/diagnostics';
import { type Answers, AnswersError, stampTree, type Template, TemplateError } from '@goldpath/template';
import { askedAnswers } from '@goldpath/template/form';
import { arbitraryAnswers } from '../answers/arbitraryAnswers.ts';
import { deadEdits } from '../answers/deadEdits.ts';
import { identityProblems } from '../answers/identityProblems.ts';
import { leftPlaceholders } from '../answers/leftPlaceholders.ts';
import { residueIn } from '../answers/residueIn.ts';
import type { Stamping } from '../answers/stamping.ts';
import { unreadableFiles } from '../answers/unreadableFiles.ts';
import { problem, type Ring } from '../ring.ts';
import { staleDescription } from '../stamped/staleDescription.ts';

/** The number of generated sets of answers. Each set is different; a ring that is run again tries others. */
const GENERATED = 25;

/** Stamps with generated answers, and reads the result. */
export const answersRing: Ring = {
  id: 2,
  title: 'identity and residue over generated answers',
  async *run({ template, samples, signal }) {
    yield { progress: 'the answers of the skeleton' };
    yield* identityProblems(template);
    yield* deadEdits(template);
    yield* await staleDescription(template);
    const sets = [
      ...samples.map(({ name, answers }) => [`the sample ${name}`, answers] as const),
      ...fc.sample(arbitraryAnswers(template), GENERATED).map(toSet),
    ];
    for (const [index, [name, answers]] of sets.entries()) {
      // the signal can abort only while this function waits
      await new Promise(setImmediate);
      signal.throwIfAborted();
      yield { progress: `${name} (${index + 1} of ${sets.length})` };
      const found = problemsWith(template, name, answers);
      yield* found;
      // the next sets would show the same problem
      if (found.length > 0) return;
    }
  },
};

const toSet = (answers: Answers) => [`the answers ${JSON.stringify(answers)}`, answers] as const;

function problemsWith(template: Template, name: string, given: Answers): Diagnostic[] {
  try {
    // answers to questions that the form does not show with the others are not stamped
    const answers = askedAnswers(template, given);
    const stamping: Stamping = { name, answers, tree: stampTree(template, answers) };
    return [
      ...unreadableFiles(template, stamping),
      ...residueIn(template, stamping),
      ...leftPlaceholders(template, stamping),
    ];
  } catch (error) {
    if (!(error instanceof TemplateError) && !(error instanceof AnswersError)) throw error;
    return [
      problem('stamp', 'stamp.yaml', {
        message: `The template cannot be stamped with ${name}: ${error.message}`,
        fix: 'Correct stamp.yaml, or let the form refuse these answers.',
      }),
    ];
  }
}
