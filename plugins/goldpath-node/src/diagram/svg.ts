import type { Drawing, Flow } from './drawing.ts';
import { icons } from './icons.ts';
import { layOut } from './layout/layOut.ts';
import type { Arrow, Box, Card, Picture, Point, Text } from './layout/picture.ts';
import { style } from './svgStyle.ts';
import { legend } from './svgLegend.ts';
import { escaped } from './xml.ts';

/** A drawing as an SVG file that stands alone: no script, no font and no picture from elsewhere. */
export function toSvg(drawing: Drawing): string {
  const picture = layOut(drawing);
  const foot = legend(drawing, picture);
  const height = picture.height + foot.height;
  const { width } = picture;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title desc">`,
    `<title id="title">${escaped(`Architecture of ${drawing.title}`)}</title>`,
    `<desc id="desc">${escaped(descriptionOf(drawing, picture))}</desc>`,
    `<style>${style}</style>`,
    `<defs>${(['network', 'event', 'use', 'uncertain'] as const).map(arrowhead).join('')}</defs>`,
    `<rect class="paper" width="${width}" height="${height}"/>`,
    `<text class="title" x="30" y="32" font-size="18">${escaped(drawing.title)}</text>`,
    ...picture.boxes.map(boxSvg),
    ...picture.arrows.map(arrowSvg),
    ...picture.cards.map(cardSvg),
    ...picture.arrows.map(labelSvg),
    ...foot.lines,
    '</svg>\n',
  ]
    .filter(line => line !== '')
    .join('\n');
}

/** The whole in words, for whoever does not see it: a sentence for each arrow. */
function descriptionOf({ region, items }: Drawing, { arrows }: Picture): string {
  const sentences = arrows.map(({ title }) => `${title}.`);
  return [`AWS region ${region}, ${items.length} items.`, ...sentences].join(' ');
}

function arrowhead(kind: Flow['kind'] | 'uncertain'): string {
  return `<marker id="head-${kind}" class="head ${kind}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 1 9 5 0 9z"/></marker>`;
}

function boxSvg({ kind, exposure, certain, title, rect, texts }: Box): string {
  const names = ['box', kind, exposure ?? '', certain ? '' : 'uncertain'].filter(Boolean).join(' ');
  return `<g class="${names}"><title>${escaped(title)}</title><rect ${at(rect)} rx="6"/>${texts.map(textSvg).join('')}</g>`;
}

function cardSvg({ item, title, rect, sign, texts }: Card): string {
  const isMany = item.names.length > 1;
  const names = ['card', item.kind, item.certain ? '' : 'uncertain'].filter(Boolean).join(' ');
  const behind = isMany
    ? `<rect class="behind" ${at({ ...rect, x: rect.x + 4, y: rect.y + 4 })} rx="8"/>`
    : '';
  const icon = `<svg x="${sign.x}" y="${sign.y}" width="24" height="24" viewBox="0 0 24 24"><path class="icon" d="${icons[item.kind]}"/></svg>`;
  return `<g class="${names}"><title>${escaped(title)}</title>${behind}<rect ${at(rect)} rx="8"/>${icon}${texts.map(textSvg).join('')}</g>`;
}

function textSvg({ text, x, y, size, style: look }: Text): string {
  return `<text class="${look}" x="${x}" y="${y}" font-size="${size}">${escaped(text)}</text>`;
}

function arrowSvg({ flow, title, points, shared }: Arrow): string {
  // a line that is drawn twice would have its dashes out of step
  const own = points.slice(Math.max(0, shared - 1));
  const names = ['arrow', flow.kind, flow.certain ? '' : 'uncertain'].filter(Boolean).join(' ');
  return `<g class="${names}"><title>${escaped(title)}</title><path d="${pathOf(own)}" marker-end="url(#head-${flow.certain ? flow.kind : 'uncertain'})"/></g>`;
}

/** Corners are round. */
function pathOf(points: readonly Point[]): string {
  const radius = 5;
  return points
    .map((point, index) => {
      const before = points[index - 1];
      const after = points[index + 1];
      if (!before) return `M${point.x} ${point.y}`;
      if (!after) return `L${point.x} ${point.y}`;
      const near = towards(point, before, radius);
      const far = towards(point, after, radius);
      return `L${near.x} ${near.y}Q${point.x} ${point.y} ${far.x} ${far.y}`;
    })
    .join('');
}

function towards(from: Point, to: Point, length: number): Point {
  return { x: from.x + Math.sign(to.x - from.x) * length, y: from.y + Math.sign(to.y - from.y) * length };
}

function labelSvg({ flow, label, title }: Arrow): string {
  if (!label) return '';
  const { rect, text } = label;
  const names = ['label', flow.kind, flow.certain ? '' : 'uncertain'].filter(Boolean).join(' ');
  return `<g class="${names}"><title>${escaped(title)}</title><rect ${at(rect)} rx="8"/><text x="${rect.x + rect.width / 2}" y="${rect.y + 12}" font-size="11" text-anchor="middle">${escaped(text)}</text></g>`;
}

function at({ x, y, width, height }: Box['rect']): string {
  return `x="${x}" y="${y}" width="${width}" height="${height}"`;
}
