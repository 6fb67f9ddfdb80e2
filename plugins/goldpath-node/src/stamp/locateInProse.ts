import type { TokenEdit } from '../template/template.ts';
import type { Locate, Place } from './place.ts';

/** Finds every occurrence of a token in a text. */
export function locateInProse(text: string): Locate<TokenEdit> {
  return ({ token }) => {
    const places: Place[] = [];
    for (let start = text.indexOf(token); start !== -1; start = text.indexOf(token, start + token.length)) {
      places.push({ start, end: start + token.length, found: token, write: String });
    }
    if (places.length > 0) return places;
    const message = `does not contain "${token}"`;
    return { part: 'token', message, remedy: 'name a text that stands there' };
  };
}
