import type { Item } from '../drawing.ts';
import type { Card, Point, Rect, Text } from './picture.ts';
import { shortened, widthOf } from './text.ts';

/** All places are multiples of it, in pixels: arrows run on this grid. */
export const pitch = 10;

export const card = { width: 200, height: 60 };

/** How far things stand apart, in pixels. Wider ones leave more room for arrows. */
export interface Gaps {
  /** between items */
  x: number;
  y: number;
  /** between a box's border and what it holds */
  inset: number;
  /** between boxes */
  box: number;
}

/** @param scale 1 is the narrowest */
export function gapsOf(scale: number): Gaps {
  const of = (size: number) => Math.round((size * scale) / pitch) * pitch;
  return { x: of(40), y: of(40), inset: of(30), box: of(30) };
}

/** A line of text that is shortened to a width. */
export function textAt(
  { x, y }: Point,
  full: string,
  width: number,
  style: Text['style'],
  size = style === 'title' ? 16 : style === 'strong' ? 12 : 11,
): Text {
  const isBold = style === 'title' || style === 'strong';
  const text = shortened(full, width, size, isBold);
  const rect = { x, y: y - size, width: widthOf(text, size, isBold), height: Math.ceil(size * 1.3) };
  return { text, ...(text !== full && { full }), x, y, size, style, rect };
}

/** An item at a place: what it is, its name, and what else is to be known. */
export function cardAt(item: Item, rect: Rect, parent?: string): Card {
  const lines = [
    { text: item.label, style: 'strong' as const },
    { text: item.name, style: 'plain' as const },
    { text: item.detail, style: 'muted' as const },
  ].filter(({ text }) => text !== '');
  const top = rect.y + rect.height / 2 - (lines.length * 16) / 2 + 12;
  const most = rect.width - inner.text - inner.right;
  const texts = lines.map(({ text, style }, index) =>
    textAt({ x: 0, y: top + index * 16 }, text, most, style),
  );
  // what is wide has all of it in its middle
  const free = rect.width > card.width ? most - Math.max(...texts.map(text => text.rect.width)) : 0;
  const left = rect.x + Math.round(Math.max(0, free) / 2);
  const placed = texts.map(text => {
    const x = left + inner.text;
    return { ...text, x, rect: { ...text.rect, x } };
  });
  const sign = { x: left + inner.sign, y: rect.y + 18 };
  const names = item.names.length > 1 ? item.names.join('\n') : item.name;
  const unsure = item.certain ? '' : 'known only when it is deployed';
  const title = [item.label, names, item.detail, unsure].filter(line => line !== '').join('\n');
  return { item, ...(parent !== undefined && { parent }), title, rect, sign, texts: placed };
}

/** Distances inside of a card. */
const inner = { sign: 12, text: 46, right: 10 };
