/** What stands at an arrow that no port is closed to. */
export const allPorts = 'all ports';

/** So many ports are told one by one. */
const most = 4;

/** Ports in order, each once. */
export function sortedPorts(ports: readonly string[]): string[] {
  const distinct = [...new Set(ports)].filter(port => port !== '');
  if (distinct.includes(allPorts)) return [allPorts];
  const numberIn = (port: string) => Number(/\d+/.exec(port)?.[0] ?? Number.MAX_SAFE_INTEGER);
  return distinct.sort((a, b) => numberIn(a) - numberIn(b) || (a < b ? -1 : 1));
}

/** The ports of an arrow as its label: `80, 443`; empty when it has none. */
export function portsLabel(ports: readonly string[]): string {
  return ports.length > most ? `${ports.length} ports` : ports.join(', ');
}
