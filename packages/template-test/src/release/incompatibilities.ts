import type { Diagnostic } from '@goldpath/diagnostics';
import type { Template } from '@goldpath/template';
import { problem } from '../ring.ts';
import { isNewMajor, type ReleasePlan } from './planRelease.ts';
import { nextVersion } from './version.ts';

/**
 * Returns a problem for each recorded set of answers that the new form refuses, and for each question that it drops. A template
 * whose author has raised the major version may do both.
 */
export function incompatibilities({ version }: Template, { from, change }: ReleasePlan): Diagnostic[] {
  if (!from || !change || isNewMajor(version, from)) return [];
  const fix = `Accept the answers as before, or set template.version in stamp.yaml to ${nextVersion(from.version, 'major')}.`;
  const refused = change.services.flatMap(({ name, refused: problems }) =>
    problems.map(({ field, message }) =>
      problem('compatible-form', 'template.yaml', {
        subject: { type: 'answers', name },
        message: `The form does not accept the answers of ${name} any more: ${field} ${message}.`,
        fix,
      }),
    ),
  );
  const dropped = change.droppedFields.map(field =>
    problem('compatible-form', 'template.yaml', {
      message: `The form does not have the question ${field} of version ${from.version} any more.`,
      fix,
    }),
  );
  return [...refused, ...dropped];
}
