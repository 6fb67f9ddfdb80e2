import { createHash } from 'node:crypto';
import { Problem } from './problem.ts';

/** The versions that a change may start from, as If-Match names them; null for `*`, which allows any. */
export type Expected = readonly number[] | null;

/**
 * The entity tag of something with a version: it changes with everything that the response shows, while
 * {@link expectedVersions} reads the version alone. So a like that comes in between does not stop an edit.
 */
export function entityTag(version: number, body: unknown): string {
  const digest = createHash('sha256').update(JSON.stringify(body)).digest('base64url').slice(0, 16);
  return `"${version}-${digest}"`;
}

/**
 * Whether If-None-Match names the tag, and so the client has this response already. Express does not say so to
 * clients that also send `Cache-Control: no-cache`, as `fetch` does by itself.
 */
export function isKnown(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  const tags = ifNoneMatch.split(',').map(tag => tag.trim().replace(/^W\//, ''));
  return tags.includes(etag) || tags.includes('*');
}

/**
 * Reads If-Match.
 * @throws Problem `precondition_required` when it is missing.
 */
export function expectedVersions(ifMatch: string | undefined): Expected {
  if (ifMatch === undefined) {
    throw new Problem(
      'precondition_required',
      'Send If-Match with the ETag of what you read, so that no change of somebody else is overwritten.',
    );
  }
  if (ifMatch.trim() === '*') return null;
  // A weak or unknown tag matches nothing (RFC 9110, section 13.1.1), and so the change is refused.
  return [...ifMatch.matchAll(/(?:^|,)\s*"(\d+)-[\w-]*"\s*(?=,|$)/g)].map(([, version]) => Number(version));
}

/**
 * Compares.
 * @throws Problem `precondition_failed` when the current version is not an expected one.
 */
export function requireVersion(expected: Expected, current: number): void {
  if (expected === null || expected.includes(current)) return;
  throw new Problem(
    'precondition_failed',
    'It has been changed since you read it. Read it again, and repeat the change on what it is now.',
  );
}
