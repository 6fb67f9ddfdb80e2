import type { Node } from '@goldpath/policies';
import { type Charge, type Finding, HOURS, type Pricing, type PricingRule } from '../rule.ts';
import { amountAt, textAt } from './amount.ts';

const INSTANCE = 'aws:rds/instance:Instance';

/** Engines, and the table that lists their instances. */
const tables: Record<string, string> = { postgres: 'rds-postgres', mysql: 'rds-mysql', mariadb: 'rds-mysql' };

/** IOPS that a gp3 volume of 400 GB or more has without a charge; a smaller one cannot have more than its own. */
const GP3_IOPS = 12_000;

/** A database of RDS: its class, its storage, its backups, and the secret that RDS makes for it. */
export const rdsRule: PricingRule = {
  types: [INSTANCE],
  group: 'database',
  price(node, pricing) {
    // a replica has the engine and the storage of what it is made from
    const [source] = pricing.graph.targets(node, ['replicateSourceDb'], [INSTANCE]);
    const inputs = { ...pick(source?.node), ...node.inputs };
    const multiAz = textAt(inputs, ['multiAz'], 'false');
    if (multiAz === undefined)
      return [{ unknown: 'whether it is Multi-AZ is known only when it is deployed' }];
    const copies = multiAz === 'true' ? 2 : 1;
    return [
      ...classCharge(inputs, copies),
      ...storageCharges(inputs, copies),
      ...backupCharge(pricing, node),
      ...extras(inputs),
    ];
  },
};

function pick(source: Node | undefined): Record<string, unknown> {
  const { engine, storageType, allocatedStorage, iops } = source?.inputs ?? {};
  return { engine, storageType, allocatedStorage, iops };
}

function classCharge(inputs: Record<string, unknown>, copies: number): Finding[] {
  const size = textAt(inputs, ['instanceClass'], '');
  const engine = textAt(inputs, ['engine'], '');
  if (!size) return [{ unknown: 'its instance class is known only when it is deployed' }];
  if (!engine) return [{ unknown: 'its engine is known only when it is deployed' }];
  const table = tables[engine];
  if (!table) return [{ notPriced: `RDS for ${engine}` }];
  return [
    {
      what: `${engine} on ${size}${copies > 1 ? ', Multi-AZ' : ''}`,
      meter: `${table}/${size}`,
      amount: HOURS,
      ...(copies > 1 && { factor: copies, basis: `${HOURS} hours; Multi-AZ as twice the price of one zone` }),
    },
  ];
}

function storageCharges(inputs: Record<string, unknown>, copies: number): Finding[] {
  const size = amountAt(inputs, ['allocatedStorage'], 0);
  const iops = amountAt(inputs, ['iops'], 0);
  const type = textAt(inputs, ['storageType'], iops ? 'io1' : 'gp2');
  if (!size || iops === undefined || type === undefined)
    return [{ unknown: 'its storage is known only when it is deployed' }];
  const basis = copies > 1 ? `${size} GB in two zones` : `${size} GB`;
  const charged = type === 'gp3' ? Math.max(0, iops - GP3_IOPS) : type.startsWith('io') ? iops : 0;
  return [
    { what: `${type} storage`, meter: `rds/${type}`, amount: size * copies, basis },
    ...(charged > 0
      ? [{ what: 'provisioned IOPS', meter: `rds/${type}-iops`, amount: charged * copies }]
      : []),
  ];
}

/** In a region, backups as big as all databases together are free: https://aws.amazon.com/rds/postgresql/pricing/ */
function backupCharge({ graph, assumed }: Pricing, node: Node): Charge[] {
  const kept = graph
    .ofType(INSTANCE)
    .filter(({ external, inputs }) => !external && inputs.backupRetentionPeriod);
  if (!kept.includes(node)) return [];
  const free = kept.reduce((sum, { inputs }) => sum + (amountAt(inputs, ['allocatedStorage'], 0) ?? 0), 0);
  const charged = Math.max(0, assumed('backup-gb') - free) / kept.length;
  const backups = { what: 'backups', meter: 'rds/backup', amount: charged, assumption: 'backup-gb' };
  return charged > 0 ? [{ ...backups, basis: `above ${free} GB that are free` }] : [];
}

function extras(inputs: Record<string, unknown>): Finding[] {
  const days = amountAt(inputs, ['performanceInsightsRetentionPeriod'], 7) ?? 7;
  return [
    ...(inputs.manageMasterUserPassword === true
      ? [{ what: 'secret of the owner, made by RDS', meter: 'secrets/secret', amount: 1 }]
      : []),
    ...(inputs.performanceInsightsEnabled === true && days > 7
      ? [{ notPriced: `Performance Insights kept for ${days} days` }]
      : []),
  ];
}
