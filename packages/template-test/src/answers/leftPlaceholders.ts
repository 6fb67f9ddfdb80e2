import type { Diagnostic } from '@goldpath/diagnostics';
import type { Template } from '@goldpath/template';
import { problem } from '../ring.ts';
import { placeholdersIn } from './placeholders.ts';
import type { Stamping } from './stamping.ts';

/** No placeholder that a user would have to replace must be in a file, unless it is part of an answer. */
export function leftPlaceholders({ skeleton }: Template, { name, tree }: Stamping): Diagnostic[] {
  // an answer may contain any word, so that only the words of the skeleton count
  const files = [...skeleton].filter(([file]) => tree.has(file));
  return files.flatMap(([file, { content }]) =>
    placeholdersIn(file, content.toString()).map(placeholder =>
      problem('placeholder', `skeleton/${file}`, {
        message: `${file} has the placeholder ${JSON.stringify(placeholder)} with ${name}.`,
        fix: 'Write an answer there, or replace it by a value that works.',
      }),
    ),
  );
}
