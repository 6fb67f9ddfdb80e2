import { createHash, randomBytes } from 'node:crypto';

/** What a token is for; every token begins with it, so that one that leaks is recognised. */
export type TokenKind = 'at' | 'rt' | 'ak';

/** A new secret of 256 random bits: `at_` opens the API for minutes, `rt_` renews it, `ak_` is an API key. */
export function newToken(kind: TokenKind): string {
  return `${kind}_${randomBytes(32).toString('base64url')}`;
}

/**
 * What the database keeps of a token. A fast hash is enough: unlike a password, the token cannot be guessed.
 * @returns SHA-256 in base64url.
 */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
