import { type Diagnostic, problemVerdicts, type Verdict } from '../diagnostic.ts';

/**
 * The subject of a diagnostic in words, with the stages when several were checked:
 * `aws:rds/instance:Instance orders in dev, prod`. Empty when it has none.
 */
export function describeSubject({ subject, stages }: Diagnostic): string {
  const words: string[] = [];
  if (subject) words.push(subject.type, subject.name);
  if (stages) words.push('in', stages.join(', '));
  return words.join(' ');
}

/** The message of a diagnostic after its subject. */
export function sentenceOf(diagnostic: Diagnostic): string {
  const subject = describeSubject(diagnostic);
  if (subject === '') return diagnostic.message;
  return `${subject}: ${diagnostic.message}`;
}

/** The verdict of a diagnostic: a rule that gives none reports problems only. */
export const verdictOf = ({ verdict = 'fail' }: Diagnostic): Verdict => verdict;

/** Whether a diagnostic is a problem: it failed, or could not be verified. */
export function isProblem(diagnostic: Diagnostic): boolean {
  return problemVerdicts.includes(verdictOf(diagnostic));
}
