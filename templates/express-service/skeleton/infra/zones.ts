import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

/**
 * The ids of zones that lack a service that a stage needs; zone ids are the same in every account. Fargate is not available
 * in the first two (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/AWS_Fargate-Regions.html), and newer
 * instance types, such as those of a db.t4g, are not available in the third.
 */
const excludeZoneIds = ['usw1-az2', 'apne1-az3', 'use1-az3'];

/**
 * The names of the first zones of the region; always the same ones.
 *
 * @throws RunError when the region has fewer
 */
export function zoneNames(count: number, opts: pulumi.InvokeOutputOptions): pulumi.Output<string[]> {
  const found = aws.getAvailabilityZonesOutput(
    {
      state: 'available',
      excludeZoneIds,
      // without the Local Zones that the account may have enabled
      filters: [{ name: 'opt-in-status', values: ['opt-in-not-required'] }],
    },
    opts,
  );
  return found.names.apply(names => firstZones(names, count));
}

/**
 * The first zones of the list.
 *
 * @throws RunError when there are fewer
 */
export function firstZones(names: string[], count: number): string[] {
  if (names.length >= count) return names.slice(0, count);
  throw new pulumi.RunError(
    `service:zones is ${count}, but the region has ${names.length} usable zones: ${names.join(', ')}.`,
  );
}
