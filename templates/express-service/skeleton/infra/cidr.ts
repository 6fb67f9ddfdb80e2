/** A range of IPv4 addresses: the first one as a number, and the length of the common prefix in bits. */
export interface Cidr {
  first: number;
  prefix: number;
}

/**
 * Reads a network such as `10.0.0.0/16`.
 *
 * @returns undefined when it is not a network, or is an address within one
 */
export function parseCidr(cidr: string): Cidr | undefined {
  const parts = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/(\d+)$/.exec(cidr)?.slice(1).map(Number) ?? [];
  const prefix = parts.pop();
  if (prefix === undefined || prefix > 32 || parts.some(part => part > 255)) return undefined;
  const first = parts.reduce((address, part) => address * 256 + part, 0);
  return first % sizeOf(prefix) === 0 ? { first, prefix } : undefined;
}

/** The number of addresses with a common prefix. */
function sizeOf(prefix: number): number {
  return 2 ** (32 - prefix);
}

/** Whether two networks have an address in common. */
export function overlap(one: Cidr, other: Cidr): boolean {
  return one.first < other.first + sizeOf(other.prefix) && other.first < one.first + sizeOf(one.prefix);
}

/** Whether all of a network's addresses are for private use (https://www.rfc-editor.org/rfc/rfc1918). */
export function isPrivate(network: Cidr): boolean {
  return ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'].some(cidr => {
    const range = parseCidr(cidr);
    return range !== undefined && network.prefix >= range.prefix && overlap(network, range);
  });
}

/**
 * One of the equal parts of a network, such as `10.0.16.0/20`.
 *
 * @param bits additional bits of a part's prefix: 4 bits make 16 parts
 */
export function partOf({ first, prefix }: Cidr, bits: number, index: number): string {
  const address = first + index * sizeOf(prefix + bits);
  const parts = [24, 16, 8, 0].map(shift => Math.floor(address / 2 ** shift) % 256);
  return `${parts.join('.')}/${prefix + bits}`;
}
