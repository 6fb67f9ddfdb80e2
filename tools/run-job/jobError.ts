/** A job that cannot run here or that failed; the message has the step, the reason and the fix. */
export class JobError extends Error {
  override readonly name = 'JobError';
}
