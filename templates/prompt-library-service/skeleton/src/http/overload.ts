import type { RequestHandler } from 'express';
import { Problem } from './problem.ts';

/**
 * Rejects requests while too many others are in progress, before they use memory or wait for the database. Health checks
 * are always answered.
 */
export function shedLoad(max: number): RequestHandler {
  let inProgress = 0;
  return (request, response, next) => {
    if (request.path.startsWith('/health/')) return next();
    if (inProgress >= max) {
      throw new Problem('not_ready', 'Too many requests are in progress; try again in a moment.', {
        headers: { 'Retry-After': '1' },
      });
    }
    inProgress += 1;
    response.once('close', () => (inProgress -= 1));
    next();
  };
}
