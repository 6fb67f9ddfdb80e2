/**
 * Widths of characters in ems, as wide as DejaVu Sans has them: of the fonts that a reader's machine may choose it is the
 * widest, and a text must fit in all of them.
 */
function emOf(character: string): number {
  if (/[ijl.,:;|']/.test(character)) return 0.36;
  if (/[ ftrI()[\]\-/!\\]/.test(character)) return 0.44;
  if (/[mwMW@%…]/.test(character)) return 1;
  if (/[#+<=>^~×&]/.test(character)) return 0.84;
  if (/[A-Z]/.test(character)) return 0.79;
  // eslint-disable-next-line no-control-regex -- the range is ASCII
  if (/[\u0000-\u007f]/.test(character)) return 0.64;
  // signs of the East and pictures take more than a square
  return character >= '\u1100' ? 1.4 : 1.2;
}

/** Width of a text in pixels, at most. */
export function widthOf(text: string, size: number, isBold = false): number {
  const ems = [...text].reduce((sum, character) => sum + emOf(character), 0);
  return Math.ceil(ems * size * (isBold ? 1.12 : 1));
}

/** A text that fits into a width: the middle of a longer one is left out, for names differ at their ends. */
export function shortened(text: string, width: number, size: number, isBold = false): string {
  if (widthOf(text, size, isBold) <= width) return text;
  const characters = [...text];
  for (let kept = characters.length - 1; kept > 0; kept -= 1) {
    const head = Math.ceil(kept / 2);
    const tail = kept - head;
    const short = `${characters.slice(0, head).join('')}…${tail > 0 ? characters.slice(-tail).join('') : ''}`;
    if (widthOf(short, size, isBold) <= width) return short;
  }
  return '…';
}
