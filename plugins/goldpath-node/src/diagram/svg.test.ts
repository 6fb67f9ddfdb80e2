import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { expect, test } from 'vitest';
import { graphOf } from '../../../../policies/src/testing/program.ts';
import type { Drawing, Flow, Item } from './drawing.ts';
import { drawingOf } from './drawingOf.ts';
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

/** All texts and titles of an SVG, read by a real XML parser. */
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
])('the name %j leaves the file well-formed', name => {
  const svg = toSvg(drawing({ title: name, items: [item(name)], notes: [name] }));
  expect(XMLValidator.validate(svg)).toBe(true);
  expect(svg).not.toMatch(/<b>|\u0007|\p{Surrogate}/u);
});

test('a name is shown as it is', () => {
  expect(textsIn(toSvg(drawing({ items: [item('a <b> & "c"')] })))).toContain('a <b> & "c"');
});

test('a long name is shortened in its middle, and whole in its title', () => {
  const name = 'prompt-library-production-images-of-prompts-eu-central-1';
  const texts = textsIn(toSvg(drawing({ items: [item(name)] })));
  expect(texts).toContainEqual(expect.stringMatching(/^prompt-.+….+central-1$/));
  expect(texts).toContain(`Bucket\n${name}`);
});

test('the file stands alone: no script, no font and no picture of elsewhere', () => {
  const svg = toSvg(drawing({ items: [item('files')] }));
  expect(svg).not.toMatch(/<script|@import|@font-face|href=|url\((?!#)/);
  expect(svg.match(/https?:\/\/[^"]+/g)).toEqual(['http://www.w3.org/2000/svg']);
});

test('it says what it shows to those who do not see it', () => {
  const flow = { from: 'a', to: 'b', kind: 'network' as const, ports: ['443'], certain: true } satisfies Flow;
  const svg = toSvg(drawing({ items: [item('a'), item('b')], flows: [flow] }));
  expect(svg).toMatch(/^<svg [^>]*role="img" aria-labelledby="title desc">/);
  expect(svg).toContain('<title id="title">Architecture of shop, stage dev</title>');
  expect(svg).toContain('Bucket a reaches Bucket b: 443.</desc>');
});

test('every colour of the light picture has another one in the dark', () => {
  const [light = '', dark = ''] = toSvg(drawing()).split('prefers-color-scheme:dark');
  const names = (text: string) => [...text.matchAll(/--([\w-]+):#/g)].map(([, name]) => name);
  expect(names(dark)).toEqual(names(light));
  expect(names(light).length).toBeGreaterThan(10);
});

test('what is not certain is drawn in broken lines, and the lines are explained', () => {
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

test('lines that the picture does not have are not explained', () => {
  const flow = { from: 'a', to: 'b', kind: 'use' as const, ports: [], certain: true } satisfies Flow;
  const texts = textsIn(toSvg(drawing({ items: [item('a'), item('b')], flows: [flow] })));
  expect(texts).toContain('uses, by its role or its environment');
  expect(texts).not.toContain('calls, feeds or guards');
  expect(texts).not.toContain('known only when it is deployed');
});

test('one program has one picture, byte for byte', async () => {
  const program = `
const queue = new aws.sqs.Queue('jobs'); const topic = new aws.sns.Topic('news');
new aws.sns.TopicSubscription('news', { topic: topic.arn, protocol: 'sqs', endpoint: queue.arn });
for (const name of ['a', 'b', 'c']) new aws.s3.Bucket(name);`;
  const [first, second] = [await graphOf(program), await graphOf(program)].map(({ graph }) =>
    toSvg(drawingOf(graph, { title: 'shop', region: 'us-east-1' })),
  );
  expect(second).toBe(first);
});
