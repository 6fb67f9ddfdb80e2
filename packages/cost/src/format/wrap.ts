/** Breaks a sentence between words; a word that is longer than a line is not broken. */
export function wrap(sentence: string, columns: number, indent = { first: '', rest: '' }): string {
  const lines: string[] = [];
  let line = indent.first;
  for (const word of sentence.split(' ')) {
    const isEmpty = line.trim() === '';
    const longer = isEmpty ? line + word : `${line} ${word}`;
    if (longer.length > columns && !isEmpty) {
      lines.push(line);
      line = indent.rest + word;
    } else line = longer;
  }
  return [...lines, line].join('\n');
}
