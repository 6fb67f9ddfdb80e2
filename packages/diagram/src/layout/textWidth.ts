/**
 * The width of a character in ems, in DejaVu Sans: the widest of the fonts that a reader's machine may use, so that a text fits
 * in every font.
 */
function emOf(character: string): number {
  if (/[ijl.,:;|']/.test(character)) return 0.36;
  if (/[ ftrI()[\]\-/!\\]/.test(character)) return 0.44;
  if (/[mwMW@%…]/.test(character)) return 1;
  if (/[#+<=>^~×&]/.test(character)) return 0.84;
  if (/[A-Z]/.test(character)) return 0.79;
  // eslint-disable-next-line no-control-regex -- the range is ASCII
  if (/[\u0000-\u007f]/.test(character)) return 0.64;
  // East Asian characters and emoji are wider than an em
  if (character >= '\u1100') return 1.4;
  return 1.2;
}

/** Returns the maximum width of a text in pixels. */
export function widthOf(text: string, size: number, isBold = false): number {
  const ems = [...text].reduce((sum, character) => sum + emOf(character), 0);
  return Math.ceil(ems * size * (isBold ? 1.12 : 1));
}

/** Shortens a text to a width. The middle is left out, because names tend to differ at their ends. */
export function shortened(text: string, width: number, size: number, isBold = false): string {
  if (widthOf(text, size, isBold) <= width) return text;
  const characters = [...text];
  for (let kept = characters.length - 1; kept > 0; kept -= 1) {
    const head = Math.ceil(kept / 2);
    const tail = characters.length - (kept - head);
    const short = [...characters.slice(0, head), '…', ...characters.slice(tail)].join('');
    if (widthOf(short, size, isBold) <= width) return short;
  }
  return '…';
}
