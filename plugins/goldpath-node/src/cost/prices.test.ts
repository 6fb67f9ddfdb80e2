import { existsSync } from 'node:fs';
import { glob, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { usualAssumptions } from './assumptions.ts';
import known from './knownTypes.json' with { type: 'json' };
import schema from './prices.schema.json' with { type: 'json' };
import table from './prices.json' with { type: 'json' };
import { awsPrices, priceOf } from './priceTable.ts';
import flat from './rules/flat.json' with { type: 'json' };
import { pricingRules } from './rules/rules.ts';

const sdk = path.dirname(createRequire(import.meta.url).resolve('@pulumi/aws/package.json'));

test('the table of prices keeps its schema: dated, with a source and a price of us-east-1 for each service', () => {
  const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema);
  expect(validate(table) ? [] : validate.errors).toEqual([]);
});

test('a table with a price of nothing, or without a source, does not keep the schema', () => {
  const validate = new Ajv().compile(schema);
  const service = { name: 'x', source: 'https://aws.amazon.com/x/', prices: { y: { unit: 'hour', usd: 1 } } };
  expect(validate({ ...table, services: { x: service } })).toBe(true);
  expect(validate({ ...table, services: { x: { ...service, source: 'a friend' } } })).toBe(false);
  expect(
    validate({ ...table, services: { x: { ...service, prices: { y: { unit: 'hour', usd: 0 } } } } }),
  ).toBe(false);
});

test('no price of another region is more than twice or less than half of that of us-east-1', () => {
  const prices = Object.values(awsPrices.services).flatMap(service => Object.entries(service.prices));
  const odd = prices.filter(([, { usd }]) => {
    const values = typeof usd === 'number' ? [usd] : Object.values(usd);
    return Math.max(...values) > 2 * Math.min(...values);
  });
  expect(odd).toEqual([]);
});

test('a region has its own price, that of the region whose prices it shares, or that of us-east-1, which is said', () => {
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

test('every price and every assumption that the flat rules name exists', () => {
  const charges = flat.flatMap(row => row.charges as { meter: string; assumption?: string }[]);
  expect(charges.filter(({ meter }) => !priceOf(awsPrices, meter, 'us-east-1'))).toEqual([]);
  expect(
    charges.flatMap(({ assumption }) => assumption ?? []).filter(name => !usualAssumptions[name]),
  ).toEqual([]);
});

test('every assumption is used by a rule', async () => {
  const files: string[] = [];
  for await (const file of glob('rules/*', { cwd: import.meta.dirname }))
    files.push(await readFile(path.join(import.meta.dirname, file), 'utf8'));
  const text = files.join('\n');
  expect(Object.keys(usualAssumptions).filter(name => !new RegExp(`['"]${name}['"]`).test(text))).toEqual([]);
});

test('every type that is priced or known to be free is one of the AWS package', () => {
  const types = [...pricingRules.flatMap(rule => rule.types), ...known.free].filter(type =>
    /^aws:.*:\w+$/.test(type),
  );
  const missing = types.filter(type => {
    const [, place = ''] = type.split(':');
    return !existsSync(path.join(sdk, `${place}.d.ts`));
  });
  expect(missing).toEqual([]);
});

test('no type is priced twice, nor priced and free', () => {
  const types = pricingRules.flatMap(rule => rule.types);
  expect(types.filter((type, index) => types.indexOf(type) !== index)).toEqual([]);
  expect(types.filter(type => known.free.some(free => type.startsWith(free)))).toEqual([]);
});
