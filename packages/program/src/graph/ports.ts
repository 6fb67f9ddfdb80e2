import { isUnknown } from './graph.ts';

/** The ports that a permission opens. */
export type Ports =
  | { kind: 'all' }
  | { kind: 'range'; protocol: Transport; from: number; to: number }
  /** such as ICMP */
  | { kind: 'none' }
  | { kind: 'unknown' };

/** The port that a service listens on; `any` matches a permission that opens any port. */
export type Port = number | 'any';

/** A transport protocol that has ports. */
export type Transport = 'tcp' | 'udp';

/** Names and IANA numbers: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html */
const transports: Record<string, Transport> = { tcp: 'tcp', '6': 'tcp', udp: 'udp', '17': 'udp' };

/** Reads the protocol and the port range of a rule in any of its forms; numbers may be strings. */
export function portsOf(rule: Record<string, unknown>): Ports {
  const given = rule.protocol ?? rule.ipProtocol;
  if (given === undefined || isUnknown(given)) return { kind: 'unknown' };
  if (typeof given !== 'string' && typeof given !== 'number') return { kind: 'none' };
  const protocol = String(given).toLowerCase();
  if (protocol === '-1' || protocol === 'all') return { kind: 'all' };
  const transport = transports[protocol];
  if (!transport) return { kind: 'none' };
  if (isUnknown(rule.fromPort) || isUnknown(rule.toPort)) return { kind: 'unknown' };
  const from = numberOf(rule.fromPort) ?? -1;
  // without a range it is all of them
  if (from < 0) return { kind: 'range', protocol: transport, from: 0, to: 65_535 };
  return { kind: 'range', protocol: transport, from, to: numberOf(rule.toPort) ?? from };
}

/** Returns the integer that a number or a string stands for; `undefined` for any other value. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'string' && value !== '') return numberOf(Number(value));
  if (typeof value === 'number' && Number.isInteger(value)) return value;
  return undefined;
}

/**
 * Whether a permission opens a port.
 *
 * @param port `undefined` when it is known only when it is deployed
 */
export function opens(
  ports: Ports,
  port: Port | undefined,
  protocols: readonly Transport[],
): 'yes' | 'no' | 'maybe' {
  if (ports.kind === 'all') return 'yes';
  if (ports.kind === 'none') return 'no';
  if (ports.kind === 'unknown') return 'maybe';
  if (!protocols.includes(ports.protocol)) return 'no';
  if (port === 'any') return 'yes';
  if (port === undefined) return ports.from <= 1 && ports.to === 65_535 ? 'yes' : 'maybe';
  return ports.from <= port && port <= ports.to ? 'yes' : 'no';
}

/** Returns the ports of a permission as messages name them: `ports 0 to 65535`. */
export function describePorts(ports: Ports): string {
  if (ports.kind === 'all') return 'all ports';
  if (ports.kind !== 'range') return 'unknown ports';
  return ports.from === ports.to ? `port ${ports.from}` : `ports ${ports.from} to ${ports.to}`;
}
