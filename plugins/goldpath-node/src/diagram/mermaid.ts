import {
  type Drawing,
  type Exposure,
  exposureWords,
  type Flow,
  type Item,
  type Network,
  type Subnet,
} from './drawing.ts';
import { portsLabel } from './ports.ts';

/** Arrows by what they mean; a dotted one is known only when it is deployed, or goes by a role and no network. */
const lines: Record<Flow['kind'], string> = { network: '-->', event: '==>', use: '-.->' };

/**
 * A drawing as a Mermaid flowchart, which GitHub, GitLab and TechDocs draw. Boxes there hold one another strictly: what
 * lies in several subnets of a tier stands in the tier, beside them.
 */
export function toMermaid(drawing: Drawing): string {
  const ids = idsOf(drawing);
  const idOf = (id: string) => ids.get(id) ?? id;
  const node = (item: Item) => nodeLine(idOf(item.id), item);
  const at = (...places: string[]) => drawing.items.filter(({ place }) => places.includes(place.at));
  const region = [
    ...drawing.networks.flatMap(network => networkLines(network, drawing, idOf, node)),
    ...at('region').map(node),
  ];
  return [
    '---',
    `title: ${JSON.stringify(drawing.title)}`,
    '---',
    'flowchart TB',
    ...at('outside', 'global').map(node),
    ...(region.length > 0 ? subgraph('region', `AWS region ${drawing.region}`, region) : []),
    ...drawing.flows.map(flow => flowLine(flow, idOf)),
    ...classes(drawing, idOf),
    ...drawing.notes.map(note => `%% ${note.replaceAll(/[\r\n{}%]+/g, ' ')}`),
    '',
  ].join('\n');
}

/** Ids that Mermaid takes: letters and digits only. */
function idsOf({ networks, items }: Drawing): Map<string, string> {
  const subnets = networks.flatMap(network => network.subnets);
  return new Map([
    ...networks.map(({ id }, index) => [id, `network${index + 1}`] as const),
    ...subnets.map(({ id }, index) => [id, `subnet${index + 1}`] as const),
    ...items.map(({ id }, index) => [id, `item${index + 1}`] as const),
  ]);
}

function networkLines(
  network: Network,
  { items }: Drawing,
  idOf: (id: string) => string,
  node: (item: Item) => string,
): string[] {
  const inside = items.filter(({ place }) => place.at === 'network' && place.network === network.id);
  const subnetsOf = ({ place }: Item) => (place.at === 'network' ? place.subnets : []);
  const tierOf = (id: string | undefined) => network.subnets.find(subnet => subnet.id === id)?.tier;
  const tiersOf = (item: Item) => [...new Set(subnetsOf(item).map(tierOf))];
  const tiers = [...new Set(network.subnets.map(({ tier }) => tier))].sort((a, b) => a - b);
  const tierLines = tiers.flatMap(tier => {
    const subnets = network.subnets.filter(subnet => subnet.tier === tier);
    const own = inside.filter(item => tiersOf(item).length === 1 && tiersOf(item)[0] === tier);
    const spanning = own.filter(item => subnetsOf(item).length > 1);
    const cells = subnets.flatMap(subnet => {
      const held = own.filter(item => subnetsOf(item).length === 1 && subnetsOf(item)[0] === subnet.id);
      return subgraph(idOf(subnet.id), subnetTitle(subnet), held.map(node));
    });
    const name = exposureWords[subnets[0]?.exposure ?? 'unknown'].several;
    return subgraph(`${idOf(network.id)}tier${tier + 1}`, name, [...spanning.map(node), ...cells]);
  });
  const rest = inside.filter(item => tiersOf(item).length !== 1).map(node);
  const title = [network.name, network.detail].filter(Boolean).join(', ');
  return subgraph(idOf(network.id), title, [...tierLines, ...rest]);
}

function subnetTitle({ name, zone, detail, exposure }: Subnet): string {
  return [zone, `${exposureWords[exposure].one} ${name}`, detail].filter(Boolean).join(', ');
}

function subgraph(id: string, title: string, inner: readonly string[]): string[] {
  return [`subgraph ${id}["${quoted(title)}"]`, ...inner.map(line => `  ${line}`), 'end'];
}

function nodeLine(id: string, { label, name, detail, kind }: Item): string {
  const text = [`<b>${quoted(label)}</b>`, ...[name, detail].filter(Boolean).map(quoted)].join('<br/>');
  return kind === 'database' || kind === 'storage' ? `${id}[("${text}")]` : `${id}["${text}"]`;
}

function flowLine({ from, to, kind, ports, certain }: Flow, idOf: (id: string) => string): string {
  const label = portsLabel(ports);
  const text = certain ? label : `${label} ?`.trim();
  const line = certain ? lines[kind] : '-.->';
  return `${idOf(from)} ${line}${text === '' ? '' : `|"${quoted(text)}"|`} ${idOf(to)}`;
}

/**
 * Text inside of quotes, where Mermaid writes characters by their numbers
 * (https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters). All that its grammar, its Markdown or
 * HTML would read is written so.
 */
export function quoted(text: string): string {
  return text
    .toWellFormed()
    .replace(/[#;"'`<>&[\](){}|\\*_~]/g, character => `#${character.codePointAt(0)};`)
    .replace(/\p{Cc}+/gu, ' ');
}

/** Colours that are legible on light and dark grounds: Mermaid has no media queries. */
function classes({ networks, items }: Drawing, idOf: (id: string) => string): string[] {
  const colours: Record<Exposure, string> = {
    public: '#2f9e44',
    private: '#1c7ed6',
    isolated: '#7048e8',
    unknown: '#e67700',
  };
  const subnets = networks.flatMap(network => network.subnets);
  const used = (Object.keys(colours) as Exposure[]).flatMap(exposure => {
    const ids = subnets.filter(subnet => subnet.exposure === exposure).map(({ id }) => idOf(id));
    if (ids.length === 0) return [];
    return [
      `classDef ${exposure} fill:${colours[exposure]}1f,stroke:${colours[exposure]}`,
      `class ${ids.join(',')} ${exposure}`,
    ];
  });
  const unsure = [...networks, ...items].filter(({ certain }) => !certain).map(({ id }) => idOf(id));
  return [
    ...used,
    ...(unsure.length > 0
      ? [
          `classDef uncertain stroke:${colours.unknown},stroke-dasharray:6 4`,
          `class ${unsure.join(',')} uncertain`,
        ]
      : []),
  ];
}
