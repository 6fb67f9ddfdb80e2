import type { Item } from '../elements.ts';
import type { Card, Point, Rect, Text } from './picture.ts';
import { shortened, widthOf } from './textWidth.ts';

/** The pitch of the grid in pixels: all positions are multiples of it, and arrows follow the grid. */
export const pitch = 10;

/** The size of a card. */
export const card = { width: 200, height: 60 };

/** Distances inside a card. */
const inner = { icon: 12, text: 46, right: 10, line: 16 };

/** The distances between elements in pixels. Wider ones leave more room for arrows. */
export interface Gaps {
  /** between cards */
  x: number;
  y: number;
  /** between the border of a box and its contents */
  inset: number;
  /** between boxes */
  box: number;
}

/**
 * Returns gaps that are multiples of the pitch.
 *
 * @param scale 1 is the narrowest
 */
export function gapsOf(scale: number): Gaps {
  const of = (size: number) => Math.round((size * scale) / pitch) * pitch;
  return { x: of(40), y: of(40), inset: of(30), box: of(30) };
}

const sizes: Record<Text['style'], number> = { strong: 12, plain: 11, muted: 11 };

/** Returns a line of text at a position, shortened to a width. */
export function textAt(
  { x, y }: Point,
  full: string,
  width: number,
  style: Text['style'],
  size = sizes[style],
): Text {
  const isBold = style === 'strong';
  const text = shortened(full, width, size, isBold);
  const rect = { x, y: y - size, width: widthOf(text, size, isBold), height: Math.ceil(size * 1.3) };
  return { text, x, y, size, style, rect };
}

/** Returns the card of an item: its label, its name and its detail. */
export function cardAt(item: Item, rect: Rect, parent?: string): Card {
  const lines = [
    { text: item.label, style: 'strong' as const },
    { text: item.name, style: 'plain' as const },
    { text: item.detail, style: 'muted' as const },
  ].filter(({ text }) => text !== '');
  const top = rect.y + rect.height / 2 - (lines.length * inner.line) / 2 + 12;
  const available = rect.width - inner.text - inner.right;
  const texts = lines.map(({ text, style }, index) =>
    textAt({ x: 0, y: top + index * inner.line }, text, available, style),
  );
  // the contents of a card that spans several subnets are centered
  const free = rect.width > card.width ? available - Math.max(...texts.map(text => text.rect.width)) : 0;
  const left = rect.x + Math.round(Math.max(0, free) / 2);
  const x = left + inner.text;
  const placed: Card = {
    item,
    title: tooltipOf(item),
    rect,
    icon: { x: left + inner.icon, y: rect.y + 18 },
    texts: texts.map(text => ({ ...text, x, rect: { ...text.rect, x } })),
  };
  if (parent !== undefined) placed.parent = parent;
  return placed;
}

function tooltipOf({ label, name, names, detail, certain }: Item): string {
  const lines = names.length > 1 ? [label, ...names, detail] : [label, name, detail];
  if (!certain) lines.push('known only when it is deployed');
  return lines.filter(line => line !== '').join('\n');
}
