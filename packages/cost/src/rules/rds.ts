import type { Node } from '@goldpath/program';
import {
  type Charge,
  HOURS,
  type PricingContext,
  type PricingResult,
  type PricingRule,
  unknownUntilDeployed,
} from '../pricingRule.ts';
import { numberAt, stringAt } from './inputs.ts';

const INSTANCE = 'aws:rds/instance:Instance';

/** The price list of each engine's instances. */
const priceLists: Record<string, string> = {
  postgres: 'rds-postgres',
  mysql: 'rds-mysql',
  mariadb: 'rds-mysql',
};

/** The IOPS that are included in a gp3 volume of 400 GB or more; a smaller volume cannot have more than it includes. */
const GP3_IOPS = 12_000;

/** An RDS database: its class, its storage, its backups, and the secret that RDS manages for it. */
export const rdsRule: PricingRule = {
  types: [INSTANCE],
  group: 'database',
  price(node, context) {
    // a replica inherits the engine and the storage of its source
    const [source] = context.graph.targets(node, ['replicateSourceDb'], [INSTANCE]);
    const inputs = { ...inheritedInputs(source?.node), ...node.inputs };
    const multiAz = stringAt(inputs, ['multiAz'], 'false');
    if (multiAz === undefined) return [unknownUntilDeployed('whether it is Multi-AZ')];
    const copies = multiAz === 'true' ? 2 : 1;
    return [
      classCharge(inputs, copies),
      ...storageCharges(inputs, copies),
      ...backupCharges(context, node),
      ...masterSecretCharges(inputs),
      ...insightsResults(inputs),
    ];
  },
};

function inheritedInputs(source: Node | undefined): Record<string, unknown> {
  const { engine, storageType, allocatedStorage, iops } = source?.inputs ?? {};
  return { engine, storageType, allocatedStorage, iops };
}

function classCharge(inputs: Record<string, unknown>, copies: number): PricingResult {
  const size = stringAt(inputs, ['instanceClass'], '');
  const engine = stringAt(inputs, ['engine'], '');
  if (!size) return unknownUntilDeployed('its instance class');
  if (!engine) return unknownUntilDeployed('its engine');
  const priceList = priceLists[engine];
  if (!priceList) return { notPriced: `RDS for ${engine}` };
  const charge: Charge = { what: `${engine} on ${size}`, meter: `${priceList}/${size}`, amount: HOURS };
  if (copies === 1) return charge;
  return {
    ...charge,
    what: `${charge.what}, Multi-AZ`,
    factor: copies,
    basis: `${HOURS} hours; Multi-AZ at twice the price of a single zone`,
  };
}

function storageCharges(inputs: Record<string, unknown>, copies: number): PricingResult[] {
  const size = numberAt(inputs, ['allocatedStorage'], 0);
  const iops = numberAt(inputs, ['iops'], 0);
  const type = stringAt(inputs, ['storageType'], iops ? 'io1' : 'gp2');
  if (!size || iops === undefined || type === undefined) return [unknownUntilDeployed('its storage')];
  const basis = copies > 1 ? `${size} GB in two zones` : `${size} GB`;
  const charges: Charge[] = [{ what: `${type} storage`, meter: `rds/${type}`, amount: size * copies, basis }];
  const charged = chargedIops(type, iops);
  if (charged > 0)
    charges.push({ what: 'provisioned IOPS', meter: `rds/${type}-iops`, amount: charged * copies });
  return charges;
}

function chargedIops(type: string, iops: number): number {
  if (type === 'gp3') return iops - GP3_IOPS;
  return type.startsWith('io') ? iops : 0;
}

/** Per region, backups up to the total storage of all databases are free: https://aws.amazon.com/rds/postgresql/pricing/ */
function backupCharges({ graph, assumed }: PricingContext, node: Node): Charge[] {
  const backedUp = graph
    .ofType(INSTANCE)
    .filter(({ external, inputs }) => !external && inputs.backupRetentionPeriod);
  if (!backedUp.includes(node)) return [];
  const free = backedUp.reduce(
    (sum, { inputs }) => sum + (numberAt(inputs, ['allocatedStorage'], 0) ?? 0),
    0,
  );
  const amount = Math.max(0, assumed('backup-gb') - free) / backedUp.length;
  if (amount === 0) return [];
  const basis = `above ${free} GB that are free`;
  return [{ what: 'backups', meter: 'rds/backup', amount, assumption: 'backup-gb', basis }];
}

/** Returns the charge for the secret of the master user, when RDS manages it. */
export function masterSecretCharges(inputs: Record<string, unknown>): Charge[] {
  if (inputs.manageMasterUserPassword !== true) return [];
  return [{ what: 'master user secret, managed by RDS', meter: 'secrets/secret', amount: 1 }];
}

function insightsResults(inputs: Record<string, unknown>): PricingResult[] {
  const days = numberAt(inputs, ['performanceInsightsRetentionPeriod'], 7) ?? 7;
  if (inputs.performanceInsightsEnabled !== true || days <= 7) return [];
  return [{ notPriced: `Performance Insights with a retention of ${days} days` }];
}
