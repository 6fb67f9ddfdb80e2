import type { Drawing, FlowKind } from './drawing.ts';
import type { Picture } from './layout/picture.ts';
import { widthOf } from './layout/text.ts';
import { escaped } from './xml.ts';

const meanings: Record<FlowKind, string> = {
  network: 'may reach over the network, on these ports',
  event: 'calls, feeds or guards',
  use: 'uses, by its role or its environment',
};

const size = { font: 11, line: 20, left: 30, sample: 40 };

/** What the lines mean that the picture has, and what it cannot show: lines of SVG that stand below it. */
export function legend(
  drawing: Drawing,
  { width, height, arrows }: Picture,
): { lines: string[]; height: number } {
  const kinds = Object.keys(meanings) as FlowKind[];
  const used = kinds.filter(kind => arrows.some(({ flow }) => flow.kind === kind && flow.certain));
  const isUnsure =
    arrows.some(({ flow }) => !flow.certain) ||
    [...drawing.items, ...drawing.networks].some(({ certain }) => !certain);
  const entries = [
    ...used.map(kind => ({ look: kind as string, head: kind as string, text: meanings[kind] })),
    ...(isUnsure
      ? [{ look: 'network uncertain', head: 'uncertain', text: 'known only when it is deployed' }]
      : []),
  ];
  const unlabelled = arrows
    .filter(({ flow, label }) => flow.ports.length > 0 && !label)
    .map(({ title }) => `${title}.`);
  let y = height;
  const lines: string[] = [];
  for (const { look, head, text } of entries) {
    lines.push(
      `<g class="arrow ${look}"><path d="M${size.left} ${y - 4}h${size.sample}" marker-end="url(#head-${head})"/></g>`,
      line(text, size.left + size.sample + 12, y),
    );
    y += size.line;
  }
  for (const text of [...unlabelled, ...drawing.notes].flatMap(note =>
    wrapped(note, width - 2 * size.left),
  )) {
    lines.push(line(text, size.left, y));
    y += size.line;
  }
  return { lines, height: y - height };
}

function line(text: string, x: number, y: number): string {
  return `<text class="muted" x="${x}" y="${y}" font-size="${size.font}">${escaped(text)}</text>`;
}

/** A sentence in lines that are no wider than this. */
function wrapped(sentence: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of sentence.split(' ')) {
    const longer = [lines.at(-1), word].filter(part => part !== undefined).join(' ');
    if (lines.length > 0 && widthOf(longer, size.font) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
