/** A job that cannot run here, or one that failed: the message says which step, why and what to do. */
export class JobError extends Error {
  override readonly name = 'JobError';
}
