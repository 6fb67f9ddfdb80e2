import leven from 'leven';

/** The candidate that is most like the text; none only when there are no candidates. */
export function nearest(text: string, candidates: readonly string[]): string | undefined {
  return ranked(text, candidates)[0]?.candidate;
}

/** The nearest candidate when it is so near that it may have been meant. */
export function probablyMeant(text: string, candidates: readonly string[]): string | undefined {
  const [best] = ranked(text, candidates);
  return best && best.distance <= best.candidate.length / 2 ? best.candidate : undefined;
}

/**
 * The candidate that can be written instead without asking: a letter apart, and no other as near. Another number is
 * never a slip: eu-west-4 may have been meant.
 */
export function obviouslyMeant(text: string, candidates: readonly string[]): string | undefined {
  const [best, second] = ranked(text, candidates);
  if (!best || second?.distance === best.distance) return undefined;
  if (digits(text) !== digits(best.candidate)) return undefined;
  const allowed = best.candidate.length >= 8 || letters(text) === letters(best.candidate) ? 2 : 1;
  return best.distance <= allowed && best.candidate.length > best.distance ? best.candidate : undefined;
}

function ranked(text: string, candidates: readonly string[]) {
  const lower = text.toLowerCase();
  return candidates
    .map(candidate => ({ candidate, distance: leven(lower, candidate.toLowerCase()) }))
    .sort((left, right) => left.distance - right.distance);
}

const digits = (text: string) => text.replaceAll(/\D/g, '');

/** Two letters that changed places are one slip. */
const letters = (text: string) => [...text.toLowerCase()].sort().join('');
