import type { Finding } from '../rule.ts';
import type { PricingRule } from '../rule.ts';
import { amountAt, textAt } from './amount.ts';

/** What a gp3 volume has without a charge: https://aws.amazon.com/ebs/pricing/ */
const GP3 = { iops: 3000, throughput: 125 };

/**
 * The charges of a volume.
 *
 * @param otherwise the size in GB and the type when the program says none
 */
export function volumeCharges(
  inputs: unknown,
  otherwise: { size: number; type: string },
  sizeAt = 'volumeSize',
): Finding[] {
  const size = amountAt(inputs, [sizeAt], otherwise.size);
  const type = textAt(inputs, [sizeAt === 'size' ? 'type' : 'volumeType'], otherwise.type);
  const iops = amountAt(inputs, ['iops'], 0);
  const throughput = amountAt(inputs, ['throughput'], 0);
  if (!size || type === undefined || iops === undefined || throughput === undefined)
    return [{ unknown: 'the size of a volume is known only when it is deployed' }];
  const more = {
    iops: type === 'gp3' ? iops - GP3.iops : type.startsWith('io') ? iops : 0,
    throughput: type === 'gp3' ? throughput - GP3.throughput : 0,
  };
  return [
    { what: `${type} volume`, meter: `ebs/${type}`, amount: size },
    ...(more.iops > 0 ? [{ what: 'provisioned IOPS', meter: `ebs/${type}-iops`, amount: more.iops }] : []),
    ...(more.throughput > 0
      ? [{ what: 'provisioned throughput', meter: 'ebs/gp3-throughput', amount: more.throughput }]
      : []),
  ];
}

export const volumeRule: PricingRule = {
  types: ['aws:ebs/volume:Volume'],
  group: 'storage',
  price: ({ inputs }) => volumeCharges(inputs, { size: 0, type: 'gp2' }, 'size'),
};
