import { type CostLine, type Group, groups, type StageCost, sumOf, type Unpriced } from '../report.ts';

/** One row of a table: a line, or several that differ in nothing but the resource. */
export interface Row {
  what: string;
  /** the resource's name; of several the first one's and how many more */
  name: string;
  quantity: number;
  unit: string;
  unitPrice: number;
  monthly: number;
  assumed: boolean;
  /** the region whose price was taken for want of one */
  takenFrom?: string;
}

/** The rows of each group that has some, and what they cost together. */
export function rowsByGroup({ lines }: StageCost): { group: Group; rows: Row[]; subtotal: number }[] {
  return groups.flatMap(group => {
    const own = lines.filter(line => line.group === group);
    const alike = Map.groupBy(
      own,
      ({ what, unitPrice, resource }) => `${resource.type} ${what} ${unitPrice}`,
    );
    const rows = [...alike.values()].flatMap(toRow);
    return rows.length === 0 ? [] : [{ group, rows, subtotal: sumOf(own) }];
  });
}

function toRow(lines: CostLine[]): Row[] {
  const [first, ...others] = lines;
  if (!first) return [];
  const { what, unit, unitPrice, assumption, priceTakenFrom } = first;
  return [
    {
      what,
      name: others.length === 0 ? first.resource.name : `${first.resource.name} and ${others.length} more`,
      quantity: lines.reduce((sum, { quantity }) => sum + quantity, 0),
      unit,
      unitPrice,
      monthly: sumOf(lines),
      assumed: assumption !== undefined,
      ...(priceTakenFrom !== undefined && { takenFrom: priceTakenFrom }),
    },
  ];
}

/** Resources that lack a price for one reason, in one sentence each. */
export function reasonsOf(unpriced: readonly Unpriced[]): string[] {
  const alike = Map.groupBy(unpriced, ({ resource, reason }) => `${resource.type} ${reason}`);
  return [...alike.values()].flatMap(([first, ...others]) => {
    if (!first) return [];
    const { resource, location, reason } = first;
    const more = others.length === 0 ? '' : ` and ${others.length} more`;
    return `${resource.type} ${resource.name}${more} (${location.file}:${location.line}): ${reason}`;
  });
}

/** `1,234.50`: dollars and cents; what rounds to nothing and is not nothing is told as less than a cent. */
export function money(amount: number, { quantity = 0, unitPrice = 0 } = {}): string {
  if (amount < 0.005 && quantity * unitPrice > 0) return '<0.01';
  return amount.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

/** A number with as many digits as it needs, and four at most behind the point where it is big enough for them. */
export function figure(value: number): string {
  return value.toLocaleString('en-US', {
    maximumSignificantDigits: value < 1 ? 6 : 9,
    maximumFractionDigits: 10,
  });
}

/** `1,460 hours`. */
export function measure(quantity: number, unit: string): string {
  const many = quantity !== 1 && /(hour|month|second)$/.test(unit);
  return `${figure(quantity)} ${unit}${many ? 's' : ''}`;
}
