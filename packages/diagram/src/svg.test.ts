import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { expect, test } from 'vitest';
import type { Drawing, Flow, Item } from './elements.ts';
import { toSvg } from './svg.ts';

const item = (id: string, changes: Partial<Item> = {}): Item => ({
  id,
  kind: 'storage',
  label: 'Bucket',
  name: id,
  detail: '',
  place: { at: 'region' },
  names: [id],
  certain: true,
  ...changes,
});

const drawing = (changes: Partial<Drawing> = {}): Drawing => ({
  title: 'shop, stage dev',
  region: 'us-east-1',
  networks: [],
  items: [],
  flows: [],
  notes: [],
  ...changes,
});

/** Returns all texts and titles of an SVG, as an XML parser reads them. */
function textsIn(svg: string): string[] {
  const found: string[] = [];
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if (key === '#text') found.push(String(inner));
      else walk(inner);
    }
  };
  walk(
    new XMLParser({ preserveOrder: true, trimValues: false, parseTagValue: false, htmlEntities: true }).parse(
      svg,
    ),
  );
  return found;
}

test.each([
  ['a <b>bold</b> & "quoted" name'],
  ["it's ]]> here"],
  ['日本語 ünïcödé 🚀'],
  ['half a pair \ud83d'],
  ['bell \u0007 and tab \t'],
])('the file is well-formed with the name %j', name => {
  const svg = toSvg(drawing({ title: name, items: [item(name)], notes: [name] }));
  expect(XMLValidator.validate(svg)).toBe(true);
  expect(svg).not.toMatch(/<b>|\p{Surrogate}/u);
  expect(svg).not.toContain('\u0007');
});

test('a name is shown unchanged', () => {
  expect(textsIn(toSvg(drawing({ items: [item('a <b> & "c"')] })))).toContain('a <b> & "c"');
});

test('a long name is shortened in the middle, and complete in the tooltip', () => {
  const name = 'prompt-library-production-images-of-prompts-eu-central-1';
  const texts = textsIn(toSvg(drawing({ items: [item(name)] })));
  expect(texts).toContainEqual(expect.stringMatching(/^prompt-.+….+central-1$/));
  expect(texts).toContain(`Bucket\n${name}`);
});

test('the file is self-contained: it loads no scripts, fonts or images', () => {
  const svg = toSvg(drawing({ items: [item('files')] }));
  expect(svg).not.toMatch(/<script|@import|@font-face|href=|url\((?!#)/);
  expect(svg.match(/https?:\/\/[^"]+/g)).toEqual(['http://www.w3.org/2000/svg']);
});

test('the file has a title and an alternative text', () => {
  const flow = { from: 'a', to: 'b', kind: 'network' as const, ports: ['443'], certain: true } satisfies Flow;
  const svg = toSvg(drawing({ items: [item('a'), item('b')], flows: [flow] }));
  expect(svg).toMatch(/^<svg [^>]*role="img" aria-labelledby="title desc">/);
  expect(svg).toContain('<title id="title">Architecture of shop, stage dev</title>');
  expect(svg).toContain('Bucket a reaches Bucket b: 443.</desc>');
});

test('every color of the light drawing has a counterpart in the dark one', () => {
  const [light = '', dark = ''] = toSvg(drawing()).split('prefers-color-scheme:dark');
  const names = (text: string) => [...text.matchAll(/--([\w-]+):#/g)].map(([, name]) => name);
  expect(names(dark)).toEqual(names(light));
  expect(names(light).length).toBeGreaterThan(10);
});

test('uncertain items and arrows are dashed, and the legend explains the dashes', () => {
  const flow = {
    from: 'a',
    to: 'b',
    kind: 'network' as const,
    ports: ['443'],
    certain: false,
  } satisfies Flow;
  const svg = toSvg(drawing({ items: [item('a', { certain: false }), item('b')], flows: [flow] }));
  expect(svg).toContain('<g class="card storage uncertain">');
  expect(svg).toContain('<g class="arrow network uncertain">');
  expect(textsIn(svg)).toContain('known only when it is deployed');
});

test('the legend has only the kinds of arrows that the drawing has', () => {
  const flow = { from: 'a', to: 'b', kind: 'use' as const, ports: [], certain: true } satisfies Flow;
  const texts = textsIn(toSvg(drawing({ items: [item('a'), item('b')], flows: [flow] })));
  expect(texts).toContain('uses, by its role or its environment');
  expect(texts).not.toContain('calls, feeds or protects');
  expect(texts).not.toContain('known only when it is deployed');
});
