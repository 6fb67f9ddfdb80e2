import table from './prices.json' with { type: 'json' };

/** What a unit of something costs. */
export interface Price {
  /** such as `GB-month` */
  unit: string;
  /** how many make a unit, where it is not one: 1,000,000 for a price of a million requests */
  per?: number;
  /** US dollars: one price for every region, or one by region */
  usd: number | Record<string, number>;
}

/** List prices of a provider. prices.schema.json says more of each field. */
export interface PriceTable {
  /** the day on which they were noted: `2026-11-23` */
  date: string;
  currency: string;
  baseRegion: string;
  samePrices: Record<string, string>;
  services: Record<string, { name: string; source: string; prices: Record<string, Price> }>;
}

/** AWS's public on-demand prices: without contracts, discounts and free tier. */
export const awsPrices: PriceTable = table as PriceTable;

/** A price as it holds in a region. */
export interface RegionalPrice {
  /** the service that it belongs to, as people call it */
  service: string;
  unit: string;
  per: number;
  usd: number;
  /** the region whose price it is, where another one's had to be taken */
  takenFrom?: string;
}

/**
 * What something costs in a region.
 *
 * @param meter the service and the price: `rds-postgres/db.t4g.micro`
 * @returns nothing when no price is listed
 */
export function priceOf(prices: PriceTable, meter: string, region: string): RegionalPrice | undefined {
  const [key = '', name = ''] = meter.split('/');
  const service = prices.services[key];
  const price = service?.prices[name];
  if (!service || !price) return undefined;
  const { unit, per = 1, usd } = price;
  const found = (value: number) => ({ service: service.name, unit, per, usd: value });
  if (typeof usd === 'number') return found(usd);
  const own = usd[region] ?? usd[prices.samePrices[region] ?? ''];
  if (own !== undefined) return found(own);
  const base = usd[prices.baseRegion];
  return base === undefined ? undefined : { ...found(base), takenFrom: prices.baseRegion };
}
