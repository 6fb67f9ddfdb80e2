import { type Location, UserError } from '@goldpath/diagnostics';
import { PROGRAM_FILE } from './programFolder.ts';
import type { StackRun } from './run/recorded.ts';

/**
 * A Pulumi program that could not be executed: it is missing or not readable, it fails, or it does not end. Its one
 * diagnostic has the message without the location.
 */
export class ProgramError extends UserError {
  override name = 'ProgramError';

  /** the resources that the stacks had registered when the program failed, without stacks that had none */
  partial: readonly StackRun[] = [];

  /** @param location relative to the program's folder; left out when it is unknown */
  constructor(message: string, location?: Location) {
    super(location ? `${location.file}:${location.line}: ${message}` : message, [
      {
        rule: 'program-executed',
        severity: 'error',
        verdict: 'unverifiable',
        location: location ?? { file: PROGRAM_FILE, line: 1 },
        message,
      },
    ]);
  }
}

/** No stack of the program registers a resource. */
export class EmptyProgramError extends ProgramError {}

/** The requested stack does not exist in the program. */
export class UnknownStackError extends ProgramError {}
