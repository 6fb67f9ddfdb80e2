import { createHash, randomBytes } from 'node:crypto';

/** The kind of a token. Every token starts with it, so that leaked tokens can be recognized. */
export type TokenKind = 'at' | 'rt' | 'ak';

/** Creates a secret of 256 random bits: `at_` is an access token, `rt_` a refresh token, `ak_` an API key. */
export function newToken(kind: TokenKind): string {
  return `${kind}_${randomBytes(32).toString('base64url')}`;
}

/**
 * Hashes a token for the database. A fast hash is enough: unlike a password, a token cannot be guessed.
 * @returns SHA-256 in base64url.
 */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
