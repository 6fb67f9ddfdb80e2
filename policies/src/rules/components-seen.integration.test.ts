import { expect, test } from 'vitest';
import { findingsOf } from '../testing/findings.ts';
import { componentsSeen } from './components-seen.ts';

test('a remote component is unverifiable at the line that creates it', async () => {
  const findings = await findingsOf(
    componentsSeen,
    `
class Cluster extends pulumi.ComponentResource {
  constructor(name: string) { super('eks:index:Cluster', name, {}, {}, true); }
}
new Cluster('shop');`,
  );
  expect(findings).toMatchObject([{ name: 'shop', verdict: 'unverifiable', line: 5 }]);
});

test('a component of the program has visible resources', async () => {
  const findings = await findingsOf(
    componentsSeen,
    `
class Store extends pulumi.ComponentResource {
  constructor(name: string) {
    super('shop:index:Store', name);
    new aws.s3.Bucket(name, {}, { parent: this });
  }
}
new Store('shop');`,
  );
  expect(findings).toEqual([]);
});
