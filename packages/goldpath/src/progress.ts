/**
 * Says on a terminal what is done, in one line that is written over and goes away at the end. Elsewhere it says nothing: a
 * log has no use for it.
 *
 * @returns `say` replaces the line, `end` takes it away
 */
export function startProgress(
  stream: Pick<NodeJS.WriteStream, 'isTTY' | 'columns' | 'write'>,
  first: string,
): { say: (line: string) => void; end: () => void } {
  const show = (line: string) => {
    // a line that wraps could not be written over
    if (stream.isTTY) stream.write(`\r\u001b[K${line.slice(0, (stream.columns || 80) - 1)}`);
  };
  show(first);
  return { say: show, end: () => show('') };
}
