import leven from 'leven';

/** The candidate that is most like the text; none only when there are no candidates. */
export function nearest(text: string, candidates: readonly string[]): string | undefined {
  const lower = text.toLowerCase();
  const ranked = candidates
    .map(candidate => ({ candidate, distance: leven(lower, candidate.toLowerCase()) }))
    .sort((left, right) => left.distance - right.distance);
  return ranked[0]?.candidate;
}

/** The nearest candidate when it is so near that it may have been meant. */
export function probablyMeant(text: string, candidates: readonly string[]): string | undefined {
  const best = nearest(text, candidates);
  const near = best !== undefined && leven(text.toLowerCase(), best.toLowerCase()) <= best.length / 2;
  return near ? best : undefined;
}
