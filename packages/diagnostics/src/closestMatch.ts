import leven from 'leven';

/** The candidate that is closest to the text; undefined only when there are no candidates. */
export function closestMatch(text: string, candidates: readonly string[]): string | undefined {
  return ranked(text, candidates)[0]?.candidate;
}

/** The closest candidate, when it is close enough to be a possible intention. */
export function likelyMatch(text: string, candidates: readonly string[]): string | undefined {
  const [best] = ranked(text, candidates);
  if (!best || best.distance > best.candidate.length / 2) return undefined;
  return best.candidate;
}

/**
 * The candidate that was certainly intended: it differs in one letter, and no other is as close. A different number is
 * never a typing error: eu-west-4 may be intended. Neither is a different letter in a short word: `when` is not `then`, and
 * `acr_name` is not `app_name`.
 */
export function certainMatch(text: string, candidates: readonly string[]): string | undefined {
  const [best, second] = ranked(text, candidates);
  if (!best || second?.distance === best.distance) return undefined;
  const { candidate } = best;
  if (digits(text) !== digits(candidate) || !isTypingError(text, candidate)) return undefined;
  const [given, intended] = [wordsOf(text), wordsOf(candidate)];
  const isByWord = given.length > 1 && given.length === intended.length;
  if (isByWord && !given.every((word, index) => isTypingError(word, intended[index] ?? ''))) return undefined;
  return candidate;
}

function isTypingError(text: string, candidate: string): boolean {
  const distance = leven(text.toLowerCase(), candidate.toLowerCase());
  const isTransposed = letters(text) === letters(candidate);
  if (candidate.length < 5 && text.length === candidate.length && distance > 0 && !isTransposed) return false;
  const allowed = candidate.length >= 8 || isTransposed ? 2 : 1;
  return distance <= allowed && (distance === 0 || distance < candidate.length);
}

/** The words of a name such as `app_name`, `app-name` or `appName`. */
const wordsOf = (text: string) =>
  text
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .filter(word => word !== '');

function ranked(text: string, candidates: readonly string[]) {
  const lower = text.toLowerCase();
  return candidates
    .map(candidate => ({ candidate, distance: leven(lower, candidate.toLowerCase()) }))
    .sort((left, right) => left.distance - right.distance);
}

const digits = (text: string) => text.replaceAll(/\D/g, '');

/** Two transposed letters are one typing error. */
const letters = (text: string) => [...text.toLowerCase()].sort().join('');
