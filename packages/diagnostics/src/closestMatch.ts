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
 * never a typing error: eu-west-4 may be intended.
 */
export function certainMatch(text: string, candidates: readonly string[]): string | undefined {
  const [best, second] = ranked(text, candidates);
  if (!best || second?.distance === best.distance) return undefined;
  if (digits(text) !== digits(best.candidate)) return undefined;
  const isLongOrTransposed = best.candidate.length >= 8 || letters(text) === letters(best.candidate);
  const allowed = isLongOrTransposed ? 2 : 1;
  if (best.distance > allowed || best.distance >= best.candidate.length) return undefined;
  return best.candidate;
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
