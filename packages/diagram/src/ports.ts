/** The label of an arrow without a restriction of ports. */
export const allPorts = 'all ports';

/** The number of ports that a label lists; a label for more gives their number. */
const MAX_LISTED = 4;

/** Returns ports in order, without duplicates. */
export function sortedPorts(ports: readonly string[]): string[] {
  const distinct = [...new Set(ports)].filter(port => port !== '');
  if (distinct.includes(allPorts)) return [allPorts];
  const numberIn = (port: string) => Number(/\d+/.exec(port)?.[0] ?? Number.MAX_SAFE_INTEGER);
  return distinct.sort((a, b) => numberIn(a) - numberIn(b) || (a < b ? -1 : 1));
}

/** Returns the label of an arrow: `80, 443`; empty when it has no ports. */
export function portsLabel(ports: readonly string[]): string {
  if (ports.length > MAX_LISTED) return `${ports.length} ports`;
  return ports.join(', ');
}
