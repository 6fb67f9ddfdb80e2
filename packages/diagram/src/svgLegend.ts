import type { Drawing, FlowKind } from './elements.ts';
import type { Arrow, Picture } from './layout/picture.ts';
import { widthOf } from './layout/textWidth.ts';
import { escaped } from './xml.ts';

const meanings: Record<FlowKind, string> = {
  network: 'may connect over the network, on these ports',
  event: 'calls, feeds or protects',
  use: 'uses, by its role or its environment',
};

const size = { font: 11, line: 20, left: 30, sample: 40 };

/** Lines of SVG below the drawing, and their height. */
export interface Legend {
  lines: string[];
  height: number;
}

/** Returns the legend: the meanings of the arrows that the drawing has, and the facts that it does not show. */
export function legend(drawing: Drawing, picture: Picture): Legend {
  const { width, height, arrows } = picture;
  const lines: string[] = [];
  let y = height;
  for (const { className, head, text } of entriesOf(drawing, arrows)) {
    lines.push(
      `<g class="arrow ${className}"><path d="M${size.left} ${y - 4}h${size.sample}" marker-end="url(#head-${head})"/></g>`,
      textLine(text, size.left + size.sample + 12, y),
    );
    y += size.line;
  }
  const notes = [...unlabelled(arrows), ...drawing.notes];
  for (const text of notes.flatMap(note => wrapped(note, width - 2 * size.left))) {
    lines.push(textLine(text, size.left, y));
    y += size.line;
  }
  return { lines, height: y - height };
}

interface Entry {
  className: string;
  head: string;
  text: string;
}

function entriesOf({ items, networks }: Drawing, arrows: readonly Arrow[]): Entry[] {
  const used = new Set(arrows.filter(({ flow }) => flow.certain).map(({ flow }) => flow.kind));
  const kinds = (Object.keys(meanings) as FlowKind[]).filter(kind => used.has(kind));
  const entries: Entry[] = kinds.map(kind => ({ className: kind, head: kind, text: meanings[kind] }));
  const elements = [...arrows.map(({ flow }) => flow), ...items, ...networks];
  if (elements.some(({ certain }) => !certain))
    entries.push({
      className: 'network uncertain',
      head: 'uncertain',
      text: 'known only when it is deployed',
    });
  return entries;
}

/** The ports of arrows whose label does not fit in the drawing. */
function unlabelled(arrows: readonly Arrow[]): string[] {
  return arrows.filter(({ flow, label }) => flow.ports.length > 0 && !label).map(({ title }) => `${title}.`);
}

function textLine(text: string, x: number, y: number): string {
  return `<text class="muted" x="${x}" y="${y}" font-size="${size.font}">${escaped(text)}</text>`;
}

/** Breaks a sentence into lines of at most this width. */
function wrapped(sentence: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of sentence.split(' ')) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && widthOf(longer, size.font) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
