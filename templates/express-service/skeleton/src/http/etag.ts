import { createHash } from 'node:crypto';
import { Problem } from './problem.ts';

/** The versions that a change may start from, as If-Match names them; null for `*`, which allows any. */
export type Expected = readonly number[] | null;

/**
 * Returns the entity tag of a versioned response. It changes with everything in the response, while
 * {@link expectedVersions} reads only the version, so that a like in the meantime does not prevent an edit.
 */
export function entityTag(version: number, body: unknown): string {
  const digest = createHash('sha256').update(JSON.stringify(body)).digest('base64url').slice(0, 16);
  return `"${version}-${digest}"`;
}

/**
 * Returns whether If-None-Match names the tag, so that the client already has this response. Express ignores the header
 * when the client also sends `Cache-Control: no-cache`, as `fetch` does by default.
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
      'Send If-Match with the ETag that you read, so that you do not overwrite the changes of others.',
    );
  }
  if (ifMatch.trim() === '*') return null;
  // A weak or unknown tag matches nothing (RFC 9110, section 13.1.1), so the change is rejected.
  return [...ifMatch.matchAll(/(?:^|,)\s*"(\d+)-[\w-]*"\s*(?=,|$)/g)].map(([, version]) => Number(version));
}

/**
 * Compares the current version with the expected ones.
 * @throws Problem `precondition_failed` when the current version is not an expected one.
 */
export function requireVersion(expected: Expected, current: number): void {
  if (expected === null || expected.includes(current)) return;
  throw new Problem(
    'precondition_failed',
    'It has changed since you read it. Read it again and repeat your change on the current version.',
  );
}
