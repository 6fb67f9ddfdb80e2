/**
 * A Pulumi program that could not be judged: missing, not readable, failing or never ending. The message says what
 * happened, where, and what to do.
 */
export class ProgramError extends Error {
  override name = 'ProgramError';
}
