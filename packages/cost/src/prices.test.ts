import { existsSync } from 'node:fs';
import { glob, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { defaultAssumptions } from './assumptions.ts';
import known from './knownTypes.json' with { type: 'json' };
import schema from './prices.schema.json' with { type: 'json' };
import table from './prices.json' with { type: 'json' };
import { awsPrices, priceOf } from './priceTable.ts';
import flat from './rules/flat.json' with { type: 'json' };
import { pricingRules } from './rules/pricingRules.ts';

const sdk = path.dirname(createRequire(import.meta.url).resolve('@pulumi/aws/package.json'));

test('the price table follows its schema: a date, a source for each service, and a price in us-east-1', () => {
  const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema);
  expect(validate(table) ? [] : validate.errors).toEqual([]);
});

test('the schema rejects a table with a price of zero or a source outside AWS', () => {
  const validate = new Ajv().compile(schema);
  const service = { name: 'x', source: 'https://aws.amazon.com/x/', prices: { y: { unit: 'hour', usd: 1 } } };
  expect(validate({ ...table, services: { x: service } })).toBe(true);
  expect(validate({ ...table, services: { x: { ...service, source: 'https://example.com/' } } })).toBe(false);
  expect(
    validate({ ...table, services: { x: { ...service, prices: { y: { unit: 'hour', usd: 0 } } } } }),
  ).toBe(false);
});

test('no region’s price of a meter is more than twice the price of another region', () => {
  const prices = Object.values(awsPrices.services).flatMap(service => Object.entries(service.prices));
  const suspicious = prices.filter(([, { usd }]) => {
    const values = typeof usd === 'number' ? [usd] : Object.values(usd);
    return Math.max(...values) > 2 * Math.min(...values);
  });
  expect(suspicious).toEqual([]);
});

test('a region has its own price, the price of a region with the same prices, or the price of us-east-1 with a note', () => {
  expect(priceOf(awsPrices, 'vpc/nat', 'eu-central-1')).toMatchObject({ usd: 0.052 });
  expect(priceOf(awsPrices, 'vpc/nat', 'us-west-2')).toEqual({
    service: 'Amazon VPC',
    unit: 'hour',
    per: 1,
    usd: 0.045,
  });
  expect(priceOf(awsPrices, 'vpc/nat', 'sa-east-1')).toMatchObject({ usd: 0.045, takenFrom: 'us-east-1' });
  expect(priceOf(awsPrices, 'vpc/ipv4', 'sa-east-1')).not.toHaveProperty('takenFrom');
  expect(priceOf(awsPrices, 'rds-postgres/db.x99.huge', 'us-east-1')).toBeUndefined();
});

test('every price and every assumption of the flat rules exists', () => {
  const charges = flat.flatMap(row => row.charges as { meter: string; assumption?: string }[]);
  expect(charges.filter(({ meter }) => !priceOf(awsPrices, meter, 'us-east-1'))).toEqual([]);
  const names = charges.map(({ assumption }) => assumption).filter(name => name !== undefined);
  expect(names.filter(name => !defaultAssumptions[name])).toEqual([]);
});

test('every assumption is used by a rule', async () => {
  const files: string[] = [];
  for await (const file of glob('rules/*', { cwd: import.meta.dirname }))
    files.push(await readFile(path.join(import.meta.dirname, file), 'utf8'));
  const rules = files.join('\n');
  expect(Object.keys(defaultAssumptions).filter(name => !new RegExp(`['"]${name}['"]`).test(rules))).toEqual(
    [],
  );
});

test('every type that is priced or known to be free is a type of the AWS package', () => {
  const types = [...pricingRules.flatMap(rule => rule.types), ...known.free].filter(type =>
    /^aws:.*:\w+$/.test(type),
  );
  const missing = types.filter(type => {
    const [, module = ''] = type.split(':');
    return !existsSync(path.join(sdk, `${module}.d.ts`));
  });
  expect(missing).toEqual([]);
});

test('no type is priced twice, and no priced type is free', () => {
  const types = pricingRules.flatMap(rule => rule.types);
  expect(types.filter((type, index) => types.indexOf(type) !== index)).toEqual([]);
  expect(types.filter(type => known.free.some(free => type.startsWith(free)))).toEqual([]);
});
