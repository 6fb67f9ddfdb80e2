import { type Node, ResourceGraph, unknownValue } from '@goldpath/program';
import { describe, expect, test } from 'vitest';
import { remediationsFor, withRemediations } from './remediation.ts';
import { rules } from './rules.ts';
import { databaseNotPublic } from './rules/database-not-public.ts';
import { daxEncrypted } from './rules/dax-encrypted.ts';
import { imageScanned } from './rules/image-scanned.ts';
import type { PolicyRule } from './rules/rule.ts';
import { declaredType } from './testing/declaredType.ts';

const node = (type: string, inputs: Record<string, unknown>, name = 'shop'): Node => ({
  type,
  name,
  urn: `urn:pulumi:prod::shop::${type}::${name}`,
  inputs,
  handles: {},
  external: false,
  remote: false,
  dependencies: [],
  propertyDependencies: {},
});

const pathsFor = (rule: PolicyRule, resource: Node, ...others: Node[]) =>
  remediationsFor(rule, resource, new ResourceGraph([resource, ...others])).map(({ path }) => path);

const dax = (inputs: Record<string, unknown>) => node('aws:dax/cluster:Cluster', inputs);
const repository = node('aws:ecr/repository:Repository', {});

describe('the remediations of a resource', () => {
  test('are those that it needs', () => {
    expect(pathsFor(daxEncrypted, dax({}))).toEqual([
      'serverSideEncryption.enabled',
      'clusterEndpointEncryptionType',
    ]);
    expect(pathsFor(daxEncrypted, dax({ serverSideEncryption: { enabled: true } }))).toEqual([
      'clusterEndpointEncryptionType',
    ]);
  });

  test('are none where it has no problem', () => {
    expect(
      pathsFor(databaseNotPublic, node('aws:rds/instance:Instance', { publiclyAccessible: false })),
    ).toEqual([]);
  });

  test('are none where the value is known only when it is deployed', () => {
    const unknown = node('aws:rds/instance:Instance', { publiclyAccessible: unknownValue });
    expect(pathsFor(databaseNotPublic, unknown)).toEqual([]);
  });

  test('depend on the other resources of the stack', () => {
    expect(pathsFor(imageScanned, repository)).toEqual(['imageScanningConfiguration.scanOnPush']);
    const registry = node('aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration', {
      rules: [{ scanFrequency: 'SCAN_ON_PUSH' }],
    });
    expect(pathsFor(imageScanned, repository, registry)).toEqual([]);
  });
});

describe('a value of a remediation', () => {
  const set = (inputs: Record<string, unknown>, path: string) =>
    withRemediations(inputs, [{ types: [], path, value: true, change: 'in-place' }]);

  test.each([
    ['a', {}, { a: true }],
    ['a.b', { a: { c: 1 } }, { a: { b: true, c: 1 } }],
    ['a?.b', {}, {}],
    ['a.*.b', {}, {}],
    ['a.*.b', { a: [{ b: false }, {}] }, { a: [{ b: true }, { b: true }] }],
    ['a.b', { a: unknownValue }, { a: unknownValue }],
  ])('at %s of %j makes %j', (path, inputs, expected) => {
    expect(set(inputs, path)).toEqual(expected);
  });

  test('does not change the inputs themselves', () => {
    const inputs = { a: { b: false } };
    set(inputs, 'a.b');
    expect(inputs).toEqual({ a: { b: false } });
  });
});

describe.each(rules.flatMap(({ id, remediations = [] }) => remediations.map(each => ({ id, ...each }))))(
  '$path of $id',
  ({ types, path, value }) => {
    test.each(types)('has the type that %s declares', type => {
      expect(declaredType(type, path)).toContain(typeof value);
    });
  },
);
