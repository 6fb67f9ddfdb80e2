/**
 * Shows progress on a terminal, in one line that is overwritten and removed at the end. Elsewhere it prints nothing, since a
 * log does not need it.
 *
 * @returns `update` replaces the line, `end` removes it
 */
export function startProgress(
  stream: Pick<NodeJS.WriteStream, 'isTTY' | 'columns' | 'write'>,
  first: string,
): { update: (line: string) => void; end: () => void } {
  const show = (line: string) => {
    // a line that wraps could not be overwritten
    if (stream.isTTY) stream.write(`\r\u001b[K${line.slice(0, (stream.columns || 80) - 1)}`);
  };
  show(first);
  return { update: show, end: () => show('') };
}
