import { expect, test } from 'vitest';
import { isPrivate, overlap, parseCidr, partOf } from './cidr';

const network = (cidr: string) => {
  const parsed = parseCidr(cidr);
  if (!parsed) throw new Error(`${cidr} is not a network`);
  return parsed;
};

test.each(['10.0.0.0', '10.0.0.0/33', '10.0.0.256/24', '10.0.1.0/16', 'a.b.c.d/8', ''])(
  '"%s" is not a network',
  cidr => {
    expect(parseCidr(cidr)).toBeUndefined();
  },
);

test.each([
  ['10.0.0.0/16', '10.0.128.0/20', true],
  ['10.0.128.0/20', '10.0.0.0/16', true],
  ['10.0.0.0/16', '10.1.0.0/16', false],
  ['0.0.0.0/0', '192.168.1.0/24', true],
  ['255.255.255.255/32', '255.255.255.254/32', false],
])('%s and %s overlap: %s', (one, other, expected) => {
  expect(overlap(network(one), network(other))).toBe(expected);
});

test.each([
  ['10.3.0.0/16', true],
  ['172.31.0.0/16', true],
  ['172.32.0.0/16', false],
  ['192.168.0.0/16', true],
  ['192.0.0.0/8', false],
  ['8.0.0.0/6', false],
])('%s is private: %s', (cidr, expected) => {
  expect(isPrivate(network(cidr))).toBe(expected);
});

test('the parts of a network fill it without gaps and without overlaps', () => {
  const whole = network('172.16.64.0/18');
  const parts = Array.from({ length: 16 }, (_, index) => network(partOf(whole, 4, index)));
  expect(parts[0]?.first).toBe(whole.first);
  for (const [index, part] of parts.entries()) {
    expect(part).toEqual({ first: whole.first + index * 2 ** 10, prefix: 22 });
    expect(overlap(part, whole)).toBe(true);
  }
  expect(partOf(whole, 4, 15)).toBe('172.16.124.0/22');
});
