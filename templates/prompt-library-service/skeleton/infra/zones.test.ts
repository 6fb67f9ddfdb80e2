import * as pulumi from '@pulumi/pulumi';
import { expect, it } from 'vitest';
import { firstZones, zoneNames } from './zones';

/** The zones of a region by id, as AWS answers when some are excluded. */
async function inRegion(zones: Record<string, string>, count: number): Promise<string[]> {
  await pulumi.runtime.setMocks({
    newResource: () => ({ id: '', state: {} }),
    call: ({ inputs }: { inputs: { excludeZoneIds?: string[] } }) => ({
      names: Object.keys(zones).flatMap(id => (inputs.excludeZoneIds?.includes(id) ? [] : (zones[id] ?? []))),
    }),
  });
  return new Promise(resolve => zoneNames(count, {}).apply(resolve));
}

it.each([
  ['use1-az3', { 'use1-az3': 'a', 'use1-az1': 'b', 'use1-az2': 'c' }],
  ['apne1-az3', { 'apne1-az3': 'north-a', 'apne1-az4': 'north-b', 'apne1-az1': 'north-c' }],
  ['usw1-az2', { 'usw1-az2': 'west-a', 'usw1-az1': 'west-b', 'usw1-az3': 'west-c' }],
])('passes %s by, whatever the account calls it', async (_, zones) => {
  expect(await inRegion(zones, 2)).toEqual(Object.values(zones).slice(1));
});

it('takes no more zones than asked for', () => {
  expect(firstZones(['a', 'b', 'c'], 2)).toEqual(['a', 'b']);
});

it('says so when the region has too few zones', () => {
  expect(() => firstZones(['a', 'b'], 3)).toThrow(
    new pulumi.RunError('service:zones is 3, but the region has 2 zones that can hold a stage: a, b.'),
  );
});
