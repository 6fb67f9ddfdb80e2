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
 * never a typing error: eu-west-4 may be intended. Neither is a different letter in a short word: `when` is not `then`.
 */
export function certainMatch(text: string, candidates: readonly string[]): string | undefined {
  const [best, second] = ranked(text, candidates);
  if (!best || second?.distance === best.distance) return undefined;
  const { candidate, distance } = best;
  if (digits(text) !== digits(candidate)) return undefined;
  const isTransposed = letters(text) === letters(candidate);
  if (candidate.length < 5 && text.length === candidate.length && distance > 0 && !isTransposed)
    return undefined;
  const allowed = candidate.length >= 8 || isTransposed ? 2 : 1;
  if (distance > allowed || distance >= candidate.length) return undefined;
  return candidate;
}

function ranked(text: string, candidates: readonly string[]) {
  const lower = text.toLowerCase();
  return candidates
    .map(candidate => ({ candidate, distance: leven(lower, candidate.toLowerCase()) }))
    .sort((left, right) => left.distance - right.distance);
}

const digits = (text: string) => text.replaceAll(/\D/g, '');

/** Two transposed letters are one typing error. */
const letters = (text: string) => [...text.toLowerCase()].sort().join('');
