import {
  type Drawing,
  type Exposure,
  exposureLabels,
  type Flow,
  type Item,
  type Network,
  type Subnet,
  subnetsOf,
} from './elements.ts';
import { portsLabel } from './ports.ts';

/** The arrow of each kind. A dotted one is by role and not over a network, or known only when it is deployed. */
const arrows: Record<Flow['kind'], string> = { network: '-->', event: '==>', use: '-.->' };

/** Colors that are legible on light and dark backgrounds: Mermaid has no media queries. */
const colors: Record<Exposure, string> = {
  public: '#2f9e44',
  private: '#1c7ed6',
  isolated: '#7048e8',
  unknown: '#e67700',
};

/** Returns the Mermaid id of an item, a subnet or a network. */
type IdOf = (id: string) => string;

/**
 * Returns a drawing as a Mermaid flowchart, which GitHub, GitLab and TechDocs render. Mermaid's boxes cannot overlap, so an item
 * in several subnets of a tier is drawn in the tier, beside the subnets.
 */
export function toMermaid(drawing: Drawing): string {
  const ids = idsOf(drawing);
  const idOf: IdOf = id => ids.get(id) ?? id;
  const itemsAt = (...places: string[]) =>
    drawing.items.filter(({ place }) => places.includes(place.at)).map(item => itemLine(item, idOf));
  const region = [
    ...drawing.networks.flatMap(network => networkLines(network, drawing, idOf)),
    ...itemsAt('region'),
  ];
  const lines = ['---', `title: ${JSON.stringify(drawing.title)}`, '---', 'flowchart TB'];
  lines.push(...itemsAt('outside', 'global'));
  if (region.length > 0) lines.push(...subgraph('region', `AWS region ${drawing.region}`, region));
  lines.push(
    ...drawing.flows.map(flow => flowLine(flow, idOf)),
    ...exposureClasses(drawing, idOf),
    ...uncertainClass(drawing, idOf),
    ...drawing.notes.map(note => `%% ${note.replaceAll(/[\r\n{}%]+/g, ' ')}`),
    '',
  );
  return lines.join('\n');
}

/** Mermaid ids can have letters and digits only. */
function idsOf({ networks, items }: Drawing): Map<string, string> {
  const subnets = networks.flatMap(network => network.subnets);
  return new Map([
    ...networks.map(({ id }, index) => [id, `network${index + 1}`] as const),
    ...subnets.map(({ id }, index) => [id, `subnet${index + 1}`] as const),
    ...items.map(({ id }, index) => [id, `item${index + 1}`] as const),
  ]);
}

/** An item of a network, with its subnets and the tiers that they are in. */
interface Inside {
  item: Item;
  subnets: string[];
  tiers: (number | undefined)[];
}

function networkLines(network: Network, { items }: Drawing, idOf: IdOf): string[] {
  const inside = items
    .filter(({ place }) => place.at === 'network' && place.network === network.id)
    .map(item => insideOf(item, network));
  const tiers = [...new Set(network.subnets.map(({ tier }) => tier))].sort((a, b) => a - b);
  const tierBoxes = tiers.flatMap(tier => {
    const own = inside.filter(entry => entry.tiers.length === 1 && entry.tiers[0] === tier);
    return tierLines(network, tier, own, idOf);
  });
  const rest = inside.filter(entry => entry.tiers.length !== 1).map(({ item }) => itemLine(item, idOf));
  const title = [network.name, network.detail].filter(Boolean).join(', ');
  return subgraph(idOf(network.id), title, [...tierBoxes, ...rest]);
}

function insideOf(item: Item, network: Network): Inside {
  const subnets = subnetsOf(item.place);
  const tiers = subnets.map(id => network.subnets.find(subnet => subnet.id === id)?.tier);
  return { item, subnets, tiers: [...new Set(tiers)] };
}

function tierLines(network: Network, tier: number, own: readonly Inside[], idOf: IdOf): string[] {
  const subnets = network.subnets.filter(subnet => subnet.tier === tier);
  const spanning = own.filter(entry => entry.subnets.length > 1).map(({ item }) => itemLine(item, idOf));
  const cells = subnets.flatMap(subnet => {
    const held = own
      .filter(entry => entry.subnets.length === 1 && entry.subnets[0] === subnet.id)
      .map(({ item }) => itemLine(item, idOf));
    return subgraph(idOf(subnet.id), subnetTitle(subnet), held);
  });
  const title = exposureLabels[subnets[0]?.exposure ?? 'unknown'].several;
  return subgraph(`${idOf(network.id)}tier${tier + 1}`, title, [...spanning, ...cells]);
}

function subnetTitle({ name, zone, detail, exposure }: Subnet): string {
  return [zone, `${exposureLabels[exposure].one} ${name}`, detail].filter(Boolean).join(', ');
}

function subgraph(id: string, title: string, inner: readonly string[]): string[] {
  return [`subgraph ${id}["${quoted(title)}"]`, ...inner.map(line => `  ${line}`), 'end'];
}

function itemLine({ id, label, name, detail, kind }: Item, idOf: IdOf): string {
  const text = [`<b>${quoted(label)}</b>`, ...[name, detail].filter(Boolean).map(quoted)].join('<br/>');
  // parentheses make a cylinder
  if (kind === 'database' || kind === 'storage') return `${idOf(id)}[("${text}")]`;
  return `${idOf(id)}["${text}"]`;
}

function flowLine({ from, to, kind, ports, certain }: Flow, idOf: IdOf): string {
  const label = portsLabel(ports);
  const [arrow, text] = certain ? [arrows[kind], label] : ['-.->', `${label} ?`.trim()];
  if (text === '') return `${idOf(from)} ${arrow} ${idOf(to)}`;
  return `${idOf(from)} ${arrow}|"${quoted(text)}"| ${idOf(to)}`;
}

/**
 * Escapes a string for Mermaid's quotes with character codes
 * (https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters): every character that its grammar, its
 * Markdown or HTML would interpret.
 */
export function quoted(text: string): string {
  return text
    .toWellFormed()
    .replace(/[#;"'`<>&[\](){}|\\*_~]/g, character => `#${character.codePointAt(0)};`)
    .replace(/\p{Cc}+/gu, ' ');
}

function exposureClasses({ networks }: Drawing, idOf: IdOf): string[] {
  const subnets = networks.flatMap(network => network.subnets);
  return (Object.entries(colors) as [Exposure, string][])
    .map(([exposure, color]) => ({
      exposure,
      color,
      ids: subnets.filter(subnet => subnet.exposure === exposure).map(({ id }) => idOf(id)),
    }))
    .filter(({ ids }) => ids.length > 0)
    .flatMap(({ exposure, color, ids }) => [
      `classDef ${exposure} fill:${color}1f,stroke:${color}`,
      `class ${ids.join(',')} ${exposure}`,
    ]);
}

function uncertainClass({ networks, items }: Drawing, idOf: IdOf): string[] {
  const ids = [...networks, ...items].filter(({ certain }) => !certain).map(({ id }) => idOf(id));
  if (ids.length === 0) return [];
  return [
    `classDef uncertain stroke:${colors.unknown},stroke-dasharray:6 4`,
    `class ${ids.join(',')} uncertain`,
  ];
}
