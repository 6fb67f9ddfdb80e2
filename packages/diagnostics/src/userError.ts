import type { Diagnostic } from './diagnostic.ts';

/**
 * An error that the user can fix. Its message says what happened, where, and what to do, so it is printed without a stack
 * trace. Every error class that a package exports extends it.
 */
export class UserError extends Error {
  override name = 'UserError';
  /** the problems behind it, each with its location; empty when it is about no file */
  readonly diagnostics: readonly Diagnostic[];

  constructor(message: string, diagnostics: readonly Diagnostic[] = [], options?: ErrorOptions) {
    super(message, options);
    this.diagnostics = diagnostics;
  }
}
