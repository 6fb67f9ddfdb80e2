import { expect, test } from 'vitest';
import type { Drawing, Item, Subnet } from './elements.ts';
import { quoted, toMermaid } from './mermaid.ts';

const subnet = (id: string, zone: string): Subnet => ({
  id,
  name: `public-${zone}`,
  detail: '10.0.0.0/24',
  exposure: 'public',
  tier: 0,
  zone,
});

const item = (id: string, subnets: string[], changes: Partial<Item> = {}): Item => ({
  id,
  kind: 'balancer',
  label: 'Load balancer',
  name: id,
  detail: '',
  place: { at: 'network', network: 'vpc', subnets },
  names: [id],
  certain: true,
  ...changes,
});

const drawing: Drawing = {
  title: 'shop, stage dev',
  region: 'us-east-1',
  networks: [
    {
      id: 'vpc',
      name: 'VPC net',
      detail: '10.0.0.0/16',
      certain: true,
      subnets: [subnet('vpc.1', 'us-east-1a'), subnet('vpc.2', 'us-east-1b')],
    },
  ],
  items: [
    item('web', ['vpc.1', 'vpc.2']),
    item('nat', ['vpc.1'], { kind: 'gateway', label: 'NAT gateway' }),
    item('internet', [], { kind: 'internet', label: 'Internet', name: '', place: { at: 'outside' } }),
  ],
  flows: [
    { from: 'internet', to: 'web', kind: 'network', ports: ['443'], certain: true },
    { from: 'vpc.2', to: 'nat', kind: 'network', ports: [], certain: true },
    { from: 'nat', to: 'internet', kind: 'network', ports: [], certain: false },
  ],
  notes: [],
};

test('boxes are nested, an item in several subnets is in their tier, and arrows have their ports', () => {
  expect(toMermaid(drawing)).toBe(`---
title: "shop, stage dev"
---
flowchart TB
item3["<b>Internet</b>"]
subgraph region["AWS region us-east-1"]
  subgraph network1["VPC net, 10.0.0.0/16"]
    subgraph network1tier1["Public subnets"]
      item1["<b>Load balancer</b><br/>web"]
      subgraph subnet1["us-east-1a, Public subnet public-us-east-1a, 10.0.0.0/24"]
        item2["<b>NAT gateway</b><br/>nat"]
      end
      subgraph subnet2["us-east-1b, Public subnet public-us-east-1b, 10.0.0.0/24"]
      end
    end
  end
end
item3 -->|"443"| item1
subnet2 --> item2
item2 -.->|"?"| item3
classDef public fill:#2f9e441f,stroke:#2f9e44
class subnet1,subnet2 public
`);
});

test.each([
  ['a "quoted" name', 'a #34;quoted#34; name'],
  ['<b>] end', '#60;b#62;#93; end'],
  ['#35; already', '#35;35#59; already'],
  ['`code` and **bold**', '#96;code#96; and #42;#42;bold#42;#42;'],
  ['two\nlines', 'two lines'],
  ['日本語', '日本語'],
])('the name %j is escaped, so that Mermaid does not interpret it', (name, escaped) => {
  expect(quoted(name)).toBe(escaped);
});

test('names of the program are not used as ids', () => {
  const strange = { ...drawing, items: [item('a]; click b', [])], flows: [] };
  expect(toMermaid(strange)).not.toContain(';  click');
  expect(toMermaid(strange).match(/^\s*item1\[.*$/m)?.[0]).toBe(
    '    item1["<b>Load balancer</b><br/>a#93;#59; click b"]',
  );
});

test('an item that is known only when it is deployed is marked', () => {
  const unsure = { ...drawing, items: [item('web', [], { certain: false })], flows: [] };
  expect(toMermaid(unsure)).toContain('class item1 uncertain');
});
