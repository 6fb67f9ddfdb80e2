import { describe, expect, test } from 'vitest';
import { type PropertyChange, setProperties } from './setProperties.ts';

const change = (values: Partial<PropertyChange> = {}): PropertyChange => ({
  line: 1,
  type: 'aws:rds/instance:Instance',
  name: 'orders',
  path: 'storageEncrypted',
  value: true,
  ...values,
});

const changed = (text: string, ...changes: PropertyChange[]) =>
  setProperties(text, 'index.ts', changes.length > 0 ? changes : [change()]).text;

const reasons = (text: string, values: Partial<PropertyChange> = {}) => {
  const result = setProperties(text, 'index.ts', [change(values)]);
  expect(result.text).toBe(text);
  return result.refused.map(({ reason }) => reason);
};

describe('a property that is left out', () => {
  test.each([
    [
      'no inputs',
      `new aws.rds.Instance('orders');`,
      `new aws.rds.Instance('orders', { storageEncrypted: true });`,
    ],
    ['an empty object', `new Instance('orders', {});`, `new Instance('orders', { storageEncrypted: true });`],
    [
      'a comment alone',
      `new Instance('orders', { /* all */ });`,
      `new Instance('orders', { storageEncrypted: true /* all */ });`,
    ],
    [
      'one line',
      `new Instance('orders', { a: 1 });`,
      `new Instance('orders', { a: 1, storageEncrypted: true });`,
    ],
    [
      'a last comma',
      `new Instance('orders', { a: 1, });`,
      `new Instance('orders', { a: 1, storageEncrypted: true, });`,
    ],
    [
      'several lines',
      `new Instance('orders', {\n  a: 1,\n  b, // the zone\n}, options);\n`,
      `new Instance('orders', {\n  a: 1,\n  b, // the zone\n  storageEncrypted: true,\n}, options);\n`,
    ],
    [
      'several lines without a last comma',
      `new Instance('orders', {\n\ta: 1 // one\n\t// the end\n});\n`,
      `new Instance('orders', {\n\ta: 1, // one\n\tstorageEncrypted: true\n\t// the end\n});\n`,
    ],
    [
      'the line endings of Windows',
      `new Instance('orders', {\r\n  a: 1\r\n});\r\n`,
      `new Instance('orders', {\r\n  a: 1,\r\n  storageEncrypted: true\r\n});\r\n`,
    ],
  ])('is added to %s', (_case, text, expected) => {
    expect(changed(text)).toBe(expected);
  });

  test('is added with the objects around it, in the quotes of the file', () => {
    const options = {
      type: 'aws:ec2/instance:Instance',
      path: 'metadataOptions.httpTokens',
      value: 'required',
    };
    expect(changed(`new Instance("orders", { ami: "ami-1" });`, change(options))).toBe(
      `new Instance("orders", { ami: "ami-1", metadataOptions: { httpTokens: "required" } });`,
    );
  });

  test('is not added where an object in its path is left out that the path does not require', () => {
    const text = `new Instance('orders', { a: 1 });`;
    expect(changed(text, change({ path: 'rootBlockDevice?.encrypted' }))).toBe(text);
    expect(changed(text, change({ path: 'ebsBlockDevices.*.encrypted' }))).toBe(text);
  });
});

describe('a property that exists', () => {
  test.each([
    ['a boolean', 'false'],
    ['a string', `'no'`],
    ['a number', '-1'],
  ])('is replaced where it is %s', (_case, value) => {
    expect(changed(`new Instance('orders', { 'storageEncrypted': ${value} /* later */ });`)).toBe(
      `new Instance('orders', { 'storageEncrypted': true /* later */ });`,
    );
  });

  test('is replaced in every item of a list', () => {
    const text = `new Instance('orders', { disks: [{ encrypted: false }, { size: 1 }, { encrypted: true }] });`;
    expect(changed(text, change({ path: 'disks.*.encrypted' }))).toBe(
      `new Instance('orders', { disks: [{ encrypted: true }, { size: 1, encrypted: true }, { encrypted: true }] });`,
    );
  });

  test.each([
    [`{ storageEncrypted: isProduction }`, 'storageEncrypted is not a literal'],
    [`{ storageEncrypted }`, 'storageEncrypted is not a literal'],
    [`{ ...defaults }`, 'its properties are spread from another object'],
    [`inputs`, 'the inputs of Instance are not an object literal'],
    [`...inputs`, 'the arguments of Instance are not in the program as they are'],
  ])('is not changed in %s', (inputs, reason) => {
    expect(reasons(`new aws.rds.Instance('orders', ${inputs});`)).toEqual([reason]);
  });

  test.each([
    ['metadataOptions: options', 'metadataOptions is not an object literal'],
    ['metadataOptions: { ...options }', 'its properties are spread from another object'],
  ])('is not changed inside of %s', (property, reason) => {
    const path = 'metadataOptions.httpTokens';
    expect(reasons(`new Instance('orders', { ${property} });`, { path })).toEqual([reason]);
  });

  test.each(['disks', '[disk]'])('is not changed in the list %s', list => {
    expect(reasons(`new Instance('orders', { disks: ${list} });`, { path: 'disks.*.encrypted' })).toEqual([
      'disks is not a list of object literals',
    ]);
  });
});

describe('the resource', () => {
  test('is found by its name among others of its line', () => {
    expect(changed(`new Instance('carts'); new Instance('orders');`)).toBe(
      `new Instance('carts'); new Instance('orders', { storageEncrypted: true });`,
    );
  });

  test('is found where its name is computed', () => {
    expect(changed('zones.map(zone => new aws.rds.Instance(`orders-${zone}`));')).toBe(
      'zones.map(zone => new aws.rds.Instance(`orders-${zone}`, { storageEncrypted: true }));',
    );
  });

  test('is not found in the line of a component', () => {
    expect(reasons(`new Store('orders');`)).toEqual(['its line does not contain new Instance(...)']);
  });

  test('is not chosen from several', () => {
    expect(reasons(`[new Instance(a), new Instance(b)]`)).toEqual([
      'its line creates several resources of Instance',
    ]);
  });
});

test('several changes keep their lines', () => {
  const text = `new Instance('carts', {\n  a: 1,\n});\nnew Instance('orders', {\n  a: 1,\n});\n`;
  const changes = [
    change({ name: 'carts' }),
    change({ line: 4 }),
    change({ line: 4, path: 'port', value: 1 }),
  ];
  expect(changed(text, ...changes)).toBe(
    `new Instance('carts', {\n  a: 1,\n  storageEncrypted: true,\n});\nnew Instance('orders', {\n  a: 1,\n  storageEncrypted: true,\n  port: 1,\n});\n`,
  );
});
