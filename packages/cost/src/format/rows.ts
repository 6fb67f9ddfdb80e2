import { type CostLine, type Group, groups, type StageCost, sumOf, type Unpriced } from '../report.ts';

/** One row of a table: a line, or several lines that differ only in the resource. */
export interface Row {
  what: string;
  /** the name of the resource, or of the first one and the number of the others */
  name: string;
  quantity: number;
  unit: string;
  unitPrice: number;
  monthly: number;
  assumed: boolean;
  /** the region whose price is used because the stage's region has none */
  takenFrom?: string;
}

/** The rows of a group, and their sum. */
export interface Section {
  group: Group;
  rows: Row[];
  subtotal: number;
}

/** Returns the groups that have rows. */
export function sectionsOf({ lines }: StageCost): Section[] {
  return groups
    .map(group =>
      toSection(
        group,
        lines.filter(line => line.group === group),
      ),
    )
    .filter(({ rows }) => rows.length > 0);
}

function toSection(group: Group, lines: readonly CostLine[]): Section {
  const alike = groupsBy(lines, ({ what, unitPrice, subject }) => `${subject.type} ${what} ${unitPrice}`);
  return { group, rows: alike.map(toRow), subtotal: sumOf(lines) };
}

type NonEmpty<T> = [T, ...T[]];

function groupsBy<T>(items: readonly T[], keyOf: (item: T) => string): NonEmpty<T>[] {
  // a group has at least the item that it was created for
  return [...Map.groupBy(items, keyOf).values()] as NonEmpty<T>[];
}

function toRow(lines: NonEmpty<CostLine>): Row {
  const [{ what, unit, unitPrice, assumption, priceTakenFrom, subject }] = lines;
  const row: Row = {
    what,
    name: withOthers(subject.name, lines),
    quantity: lines.reduce((sum, { quantity }) => sum + quantity, 0),
    unit,
    unitPrice,
    monthly: sumOf(lines),
    assumed: assumption !== undefined,
  };
  if (priceTakenFrom !== undefined) row.takenFrom = priceTakenFrom;
  return row;
}

function withOthers(name: string, { length }: readonly unknown[]): string {
  if (length === 1) return name;
  return `${name} and ${length - 1} more`;
}

/** Returns a sentence for each group of resources that lack a price for the same reason. */
export function reasonsOf(unpriced: readonly Unpriced[]): string[] {
  return groupsBy(unpriced, ({ subject, reason }) => `${subject.type} ${reason}`).map(alike => {
    const [{ subject, location, reason }] = alike;
    return `${subject.type} ${withOthers(subject.name, alike)} (${location.file}:${location.line}): ${reason}`;
  });
}

/** Returns dollars and cents, such as `1,234.50`. A charge that would round to zero is `<0.01`. */
export function money(amount: number, { quantity = 0, unitPrice = 0 } = {}): string {
  if (amount < 0.005 && quantity * unitPrice > 0) return '<0.01';
  return amount.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

/** Returns a number with as many digits as it needs: six significant digits below 1, nine otherwise. */
export function figure(value: number): string {
  return value.toLocaleString('en-US', {
    maximumSignificantDigits: value < 1 ? 6 : 9,
    maximumFractionDigits: 10,
  });
}

/** Returns a quantity with its unit, such as `1,460 hours`. */
export function measure(quantity: number, unit: string): string {
  const isPlural = quantity !== 1 && /(hour|month|second)$/.test(unit);
  return `${figure(quantity)} ${unit}${isPlural ? 's' : ''}`;
}
