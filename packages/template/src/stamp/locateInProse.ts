import type { TokenEdit } from '../template.ts';
import type { EditPlace, Locate } from './editPlace.ts';

/** Finds every occurrence of a token in a text. */
export function locateInProse(text: string): Locate<TokenEdit> {
  return ({ token }) => {
    const places: EditPlace[] = [];
    for (let start = text.indexOf(token); start !== -1; start = text.indexOf(token, start + token.length)) {
      places.push({ start, end: start + token.length, found: token, write: String });
    }
    if (places.length > 0) return places;
    return { part: 'token', message: `does not contain "${token}"`, fix: 'use a string that it contains' };
  };
}
