import { type NoCharge, type PricingResult, type PricingRule, unknownUntilDeployed } from '../pricingRule.ts';
import { numberAt, stringAt } from './inputs.ts';

/** The IOPS and throughput of a gp3 volume that are free: https://aws.amazon.com/ebs/pricing/ */
const FREE_GP3 = { iops: 3000, throughput: 125 };

/** The size in GB and the type of a volume. */
export interface VolumeDefaults {
  size: number;
  type: string;
}

interface Volume extends VolumeDefaults {
  iops: number;
  throughput: number;
}

/**
 * Returns the charges for a block device.
 *
 * @param defaults the values when the program sets none
 */
export function deviceCharges(device: unknown, defaults: VolumeDefaults): PricingResult[] {
  return volumeCharges(device, defaults, { size: 'volumeSize', type: 'volumeType' });
}

/** The rule for EBS volumes. */
export const volumeRule: PricingRule = {
  types: ['aws:ebs/volume:Volume'],
  group: 'storage',
  price: ({ inputs }) => volumeCharges(inputs, { size: 0, type: 'gp2' }, { size: 'size', type: 'type' }),
};

function volumeCharges(
  inputs: unknown,
  defaults: VolumeDefaults,
  names: { size: string; type: string },
): PricingResult[] {
  const volume = readVolume(inputs, defaults, names);
  if ('unknown' in volume || 'notPriced' in volume) return [volume];
  const { size, type } = volume;
  const charges = [{ what: `${type} volume`, meter: `ebs/${type}`, amount: size }];
  const iops = chargedIops(volume);
  if (iops > 0) charges.push({ what: 'provisioned IOPS', meter: `ebs/${type}-iops`, amount: iops });
  const throughput = volume.throughput - FREE_GP3.throughput;
  if (type === 'gp3' && throughput > 0)
    charges.push({ what: 'provisioned throughput', meter: 'ebs/gp3-throughput', amount: throughput });
  return charges;
}

function readVolume(
  inputs: unknown,
  defaults: VolumeDefaults,
  names: { size: string; type: string },
): Volume | NoCharge {
  const size = numberAt(inputs, [names.size], defaults.size);
  const type = stringAt(inputs, [names.type], defaults.type);
  const iops = numberAt(inputs, ['iops'], 0);
  const throughput = numberAt(inputs, ['throughput'], 0);
  if (!size || type === undefined || iops === undefined || throughput === undefined)
    return unknownUntilDeployed('the size of a volume');
  return { size, type, iops, throughput };
}

function chargedIops({ type, iops }: Volume): number {
  if (type === 'gp3') return iops - FREE_GP3.iops;
  return type.startsWith('io') ? iops : 0;
}
