import ipaddr from 'ipaddr.js';
import { EvaluationError, toText } from '../hcl/values.ts';
import type { TerraformFunction } from './call.ts';

interface Network {
  /** the network's address as an integer */
  base: bigint;
  prefix: number;
  /** 32 or 128 */
  bits: number;
}

function networkOf(text: unknown): Network {
  if (!ipaddr.isValidCIDR(toText(text))) throw new EvaluationError(`${toText(text)} is not a network`);
  const [address, prefix] = ipaddr.parseCIDR(toText(text));
  const bytes = address.toByteArray();
  const bits = bytes.length * 8;
  const value = bytes.reduce((total, byte) => total * 256n + BigInt(byte), 0n);
  const size = 1n << BigInt(bits - prefix);
  return { base: (value / size) * size, prefix, bits };
}

function addressOf(value: bigint, bits: number): string {
  const bytes = Array.from({ length: bits / 8 }, (_byte, index) =>
    Number((value >> BigInt(bits - 8 * (index + 1))) & 255n),
  );
  return ipaddr.fromByteArray(bytes).toString();
}

function subnetOf({ base, prefix, bits }: Network, added: number, number: number): string {
  const length = prefix + added;
  if (length > bits) throw new EvaluationError('the network is too small');
  return `${addressOf(base + BigInt(number) * (1n << BigInt(bits - length)), bits)}/${length}`;
}

function subnets([network, ...sizes]: unknown[]): string[] {
  const { base, prefix, bits } = networkOf(network);
  let next = base;
  return sizes.map(size => {
    const length = 1n << BigInt(bits - prefix - Number(size));
    const start = ((next + length - 1n) / length) * length;
    next = start + length;
    return `${addressOf(start, bits)}/${prefix + Number(size)}`;
  });
}

function hostOf([network, number]: unknown[]): string {
  const { base, prefix, bits } = networkOf(network);
  const offset = BigInt(Number(number));
  return addressOf(offset < 0n ? base + (1n << BigInt(bits - prefix)) + offset : base + offset, bits);
}

/** Networks. */
export const networkFunctions: Record<string, TerraformFunction> = {
  cidrhost: { call: hostOf },
  cidrnetmask: {
    call: ([network]) => {
      const { prefix } = networkOf(network);
      return ipaddr.IPv4.subnetMaskFromPrefixLength(prefix).toString();
    },
  },
  cidrsubnet: {
    call: ([network, added, number]) => subnetOf(networkOf(network), Number(added), Number(number)),
  },
  cidrsubnets: { call: subnets },
};
