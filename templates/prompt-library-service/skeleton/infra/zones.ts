import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

/**
 * Zones that lack what a stage is made of, by ids, which are the same in every account. Fargate is not in the first two
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/AWS_Fargate-Regions.html); machines of the newer kinds, such
 * as those of a db.t4g, are not in the third.
 */
const unfit = ['usw1-az2', 'apne1-az3', 'use1-az3'];

/**
 * The names of as many zones of the region as are asked for, always the same ones.
 *
 * @throws RunError when the region has fewer
 */
export function zoneNames(count: number, opts: pulumi.InvokeOutputOptions): pulumi.Output<string[]> {
  const found = aws.getAvailabilityZonesOutput(
    {
      state: 'available',
      excludeZoneIds: unfit,
      // without the Local Zones that the account may have chosen
      filters: [{ name: 'opt-in-status', values: ['opt-in-not-required'] }],
    },
    opts,
  );
  return found.names.apply(names => firstZones(names, count));
}

/**
 * As many zones as are asked for.
 *
 * @throws RunError when there are fewer
 */
export function firstZones(names: string[], count: number): string[] {
  if (names.length >= count) return names.slice(0, count);
  throw new pulumi.RunError(
    `service:zones is ${count}, but the region has ${names.length} zones that can hold a stage: ${names.join(', ')}.`,
  );
}
