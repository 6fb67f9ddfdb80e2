import table from './prices.json' with { type: 'json' };

/** The list price of one unit. */
export interface Price {
  /** such as `GB-month` */
  unit: string;
  /** how many single items make a unit, when it is not one: 1,000,000 for a price per million requests */
  per?: number;
  /** US dollars: one price for every region, or a price by region */
  usd: number | Record<string, number>;
}

/** List prices of a provider; prices.schema.json describes each field. */
export interface PriceTable {
  /** the date of the prices: `2026-11-23` */
  date: string;
  currency: string;
  /** the region whose price is used for a region without one */
  baseRegion: string;
  samePrices: Record<string, string>;
  services: Record<string, { name: string; source: string; prices: Record<string, Price> }>;
}

/** AWS's public on-demand prices: without contracts, discounts and free tier. */
export const awsPrices: PriceTable = table;

/** A price as it applies to a region. */
export interface RegionalPrice {
  /** the name of the service */
  service: string;
  unit: string;
  per: number;
  usd: number;
  /** the region whose price it is, when the requested region has none */
  takenFrom?: string;
}

/**
 * Returns the price of a meter in a region.
 *
 * @param meter the keys of the service and the price: `rds-postgres/db.t4g.micro`
 * @returns `undefined` when no price is listed
 */
export function priceOf(prices: PriceTable, meter: string, region: string): RegionalPrice | undefined {
  const [key = '', name = ''] = meter.split('/');
  const service = prices.services[key];
  const price = service?.prices[name];
  if (!service || !price) return undefined;
  const { unit, per = 1, usd } = price;
  const priced = (value: number) => ({ service: service.name, unit, per, usd: value });
  if (typeof usd === 'number') return priced(usd);
  const own = usd[region] ?? usd[prices.samePrices[region] ?? ''];
  if (own !== undefined) return priced(own);
  const base = usd[prices.baseRegion];
  if (base === undefined) return undefined;
  return { ...priced(base), takenFrom: prices.baseRegion };
}
