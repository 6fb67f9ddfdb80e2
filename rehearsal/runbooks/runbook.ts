/** A fenced block of commands in a runbook. */
export interface Block {
  /** the nearest heading above it */
  heading: string;
  /** the line of its fence, from 1 */
  line: number;
  commands: string;
  /** the names in `<!-- run: name, name -->` above, also above an empty line, or the reason in `<!-- not run: reason -->` */
  marker: { run: string[] } | { notRun: string } | undefined;
}

const MARKER = /^<!-- (?<kind>run|not run): (?<text>.+) -->$/;

/** Returns the blocks of shell commands of a Markdown document, in order. */
export function blocksOf(markdown: string): Block[] {
  const lines = markdown.split('\n');
  const blocks: Block[] = [];
  let heading = '';
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (/^#+ /.test(line)) heading = line.replace(/^#+ /, '');
    if (line !== '```sh') continue;
    const end = lines.indexOf('```', index);
    blocks.push({
      heading,
      line: index + 1,
      commands: lines.slice(index + 1, end).join('\n'),
      marker: markerOf(lines[index - 1] || lines[index - 2]),
    });
    index = end;
  }
  return blocks;
}

function markerOf(line = ''): Block['marker'] {
  const { kind, text = '' } = MARKER.exec(line)?.groups ?? {};
  if (!kind) return undefined;
  return kind === 'run' ? { run: text.split(', ') } : { notRun: text };
}

/**
 * Returns one script with the blocks of a name, in order. It stops at the first command that fails, and prints the line of each
 * block before it runs.
 *
 * @param file - named in the output
 * @throws Error when no block has the name
 */
export function scriptOf(blocks: readonly Block[], name: string, file: string): string {
  const chosen = blocks.filter(({ marker }) => marker && 'run' in marker && marker.run.includes(name));
  if (chosen.length === 0) throw new Error(`${file} has no block with the marker <!-- run: ${name} -->.`);
  const parts = chosen.map(({ line, commands }) => `echo '▸ ${file}:${line}' >&2\n${commands}`);
  return ['set -euo pipefail', ...parts].join('\n');
}
