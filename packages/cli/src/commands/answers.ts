import { readFile } from 'node:fs/promises';
import { type AnswerProblem, AnswersError, type ParsedAnswers, parseAnswers } from '@goldpath/template';
import { InputError } from '../exit.ts';

/**
 * Reads a YAML file with answers.
 *
 * @throws InputError when it cannot be read or parsed
 */
export async function readAnswers(file: string): Promise<ParsedAnswers> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new InputError(`${file}: cannot be read (${error.code}); give a YAML file with the answers`);
  });
  try {
    return parseAnswers(text);
  } catch (error) {
    throw error instanceof AnswersError ? refused(file, error.problems) : error;
  }
}

/** Problems of answers as an error that names their lines. */
export function refused(file: string, problems: readonly AnswerProblem[]): InputError {
  const lines = problems.map(({ field, line, message }) => `${file}:${line}: ${field} ${message}`);
  return new InputError(lines.join('\n'));
}
