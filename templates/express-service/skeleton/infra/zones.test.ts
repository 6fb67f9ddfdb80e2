import * as pulumi from '@pulumi/pulumi';
import { expect, it } from 'vitest';
import { firstZones, zoneNames } from './zones';

/** The names of the zones in a region with the zones, by id. */
async function zonesOf(zones: Record<string, string>, count: number): Promise<string[]> {
  await pulumi.runtime.setMocks({
    newResource: () => ({ id: '', state: {} }),
    call: ({ inputs }: { inputs: { excludeZoneIds?: string[] } }) => ({
      names: Object.entries(zones)
        .filter(([id]) => !inputs.excludeZoneIds?.includes(id))
        .map(([, name]) => name),
    }),
  });
  return new Promise(resolve => zoneNames(count, {}).apply(resolve));
}

it.each([
  ['use1-az3', { 'use1-az3': 'a', 'use1-az1': 'b', 'use1-az2': 'c' }],
  ['apne1-az3', { 'apne1-az3': 'north-a', 'apne1-az4': 'north-b', 'apne1-az1': 'north-c' }],
  ['usw1-az2', { 'usw1-az2': 'west-a', 'usw1-az1': 'west-b', 'usw1-az3': 'west-c' }],
])('skips %s, which has a different name in each account', async (_, zones) => {
  expect(await zonesOf(zones, 2)).toEqual(Object.values(zones).slice(1));
});

it('uses no more zones than configured', () => {
  expect(firstZones(['a', 'b', 'c'], 2)).toEqual(['a', 'b']);
});

it('fails when the region has too few zones', () => {
  expect(() => firstZones(['a', 'b'], 3)).toThrow(
    new pulumi.RunError('service:zones is 3, but the region has 2 usable zones: a, b.'),
  );
});
