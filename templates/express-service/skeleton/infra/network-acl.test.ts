import { beforeAll, expect, it } from 'vitest';
import { run } from './testing';

interface Rule {
  ruleNo: number;
  cidrBlock: string;
  protocol: string;
  fromPort: number;
  toPort: number;
}

let ingress: Rule[];
beforeAll(async () => {
  const { inputs } = (await run('dev')).one('ec2/defaultNetworkAcl:DefaultNetworkAcl');
  ingress = inputs.ingress as Rule[];
});

const fromInternet = (port: number) =>
  ingress.filter(
    rule =>
      rule.cidrBlock === '0.0.0.0/0' &&
      rule.protocol !== 'icmp' &&
      rule.fromPort <= port &&
      port <= rule.toPort,
  );

it.each([22, 3389])('the internet does not reach port %i', port => {
  expect(fromInternet(port)).toEqual([]);
});

it.each([1, 21, 23, 80, 443, 1024, 3388, 3390, 65_535])('the internet reaches port %i once', port => {
  expect(fromInternet(port)).toHaveLength(1);
});

it('everything is open inside the network', () => {
  expect(ingress).toContainEqual(expect.objectContaining({ cidrBlock: '10.0.0.0/16', protocol: '-1' }));
});

it('each rule has a number of its own', () => {
  expect(new Set(ingress.map(({ ruleNo }) => ruleNo)).size).toBe(ingress.length);
});
