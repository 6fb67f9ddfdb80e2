import type { Drawing, Flow } from './elements.ts';
import { icons } from './icons.ts';
import { layOut } from './layout/layOut.ts';
import type { Arrow, Box, Card, Picture, Point, Rect, Text } from './layout/picture.ts';
import { legend } from './svgLegend.ts';
import { style } from './svgStyle.ts';
import { escaped } from './xml.ts';

const heads = ['network', 'event', 'use', 'uncertain'] as const;

/** The radius of the corners of arrows. */
const CORNER_RADIUS = 5;

/** Returns a drawing as a self-contained SVG file: it loads no scripts, fonts or images. */
export function toSvg(drawing: Drawing): string {
  const picture = layOut(drawing);
  const footer = legend(drawing, picture);
  const height = picture.height + footer.height;
  const { width } = picture;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title desc">`,
    `<title id="title">${escaped(`Architecture of ${drawing.title}`)}</title>`,
    `<desc id="desc">${escaped(descriptionOf(drawing, picture))}</desc>`,
    `<style>${style}</style>`,
    `<defs>${heads.map(arrowhead).join('')}</defs>`,
    `<rect class="paper" width="${width}" height="${height}"/>`,
    `<text class="title" x="30" y="32" font-size="18">${escaped(drawing.title)}</text>`,
    ...picture.boxes.map(boxSvg),
    ...picture.arrows.map(arrowSvg),
    ...picture.cards.map(cardSvg),
    ...picture.arrows.map(labelSvg),
    ...footer.lines,
    '</svg>\n',
  ]
    .filter(line => line !== '')
    .join('\n');
}

/** The alternative text: a sentence for each arrow. */
function descriptionOf({ region, items }: Drawing, { arrows }: Picture): string {
  const sentences = arrows.map(({ title }) => `${title}.`);
  return [`AWS region ${region}, ${items.length} items.`, ...sentences].join(' ');
}

function arrowhead(kind: (typeof heads)[number]): string {
  return `<marker id="head-${kind}" class="head ${kind}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 1 9 5 0 9z"/></marker>`;
}

function classNames(names: readonly (string | undefined)[], certain: boolean): string {
  return [...names, !certain && 'uncertain'].filter(Boolean).join(' ');
}

function boxSvg({ kind, exposure, certain, title, rect, texts }: Box): string {
  const names = classNames(['box', kind, exposure], certain);
  return `<g class="${names}"><title>${escaped(title)}</title><rect ${rectSvg(rect)} rx="6"/>${texts.map(textSvg).join('')}</g>`;
}

function cardSvg({ item, title, rect, icon, texts }: Card): string {
  const names = classNames(['card', item.kind], item.certain);
  // a second card behind the first one shows that the item represents several resources
  const shifted = { ...rect, x: rect.x + 4, y: rect.y + 4 };
  const behind = item.names.length > 1 ? `<rect class="behind" ${rectSvg(shifted)} rx="8"/>` : '';
  const iconSvg = `<svg x="${icon.x}" y="${icon.y}" width="24" height="24" viewBox="0 0 24 24"><path class="icon" d="${icons[item.kind]}"/></svg>`;
  return `<g class="${names}"><title>${escaped(title)}</title>${behind}<rect ${rectSvg(rect)} rx="8"/>${iconSvg}${texts.map(textSvg).join('')}</g>`;
}

function textSvg({ text, x, y, size, style: name }: Text): string {
  return `<text class="${name}" x="${x}" y="${y}" font-size="${size}">${escaped(text)}</text>`;
}

function arrowSvg({ flow, title, points, shared }: Arrow): string {
  // the dashes of a line that is drawn twice would not align
  const own = points.slice(Math.max(0, shared - 1));
  const head = flow.certain ? flow.kind : 'uncertain';
  return `<g class="${arrowClass('arrow', flow)}"><title>${escaped(title)}</title><path d="${pathOf(own)}" marker-end="url(#head-${head})"/></g>`;
}

function arrowClass(name: string, { kind, certain }: Flow): string {
  return classNames([name, kind], certain);
}

/** Returns an SVG path with rounded corners. */
function pathOf(points: readonly Point[]): string {
  return points
    .map((point, index) => {
      const before = points[index - 1];
      const after = points[index + 1];
      if (!before) return `M${point.x} ${point.y}`;
      if (!after) return `L${point.x} ${point.y}`;
      const start = towards(point, before);
      const end = towards(point, after);
      return `L${start.x} ${start.y}Q${point.x} ${point.y} ${end.x} ${end.y}`;
    })
    .join('');
}

function towards(from: Point, to: Point): Point {
  return {
    x: from.x + Math.sign(to.x - from.x) * CORNER_RADIUS,
    y: from.y + Math.sign(to.y - from.y) * CORNER_RADIUS,
  };
}

function labelSvg({ flow, label, title }: Arrow): string {
  if (!label) return '';
  const { rect, text } = label;
  return `<g class="${arrowClass('label', flow)}"><title>${escaped(title)}</title><rect ${rectSvg(rect)} rx="8"/><text x="${rect.x + rect.width / 2}" y="${rect.y + 12}" font-size="11" text-anchor="middle">${escaped(text)}</text></g>`;
}

function rectSvg({ x, y, width, height }: Rect): string {
  return `x="${x}" y="${y}" width="${width}" height="${height}"`;
}
