import { createRequire } from 'node:module';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { standInFor } from './standIns.ts';

const load = createRequire(import.meta.url);
const aws = path.dirname(load.resolve('@pulumi/aws/package.json'));
const standIn = (token: string) => standInFor(load, token, 'outside', 'eu-west-1');

test('a lookup has the declared fields: strings, ARNs, secrets, lists and nested objects', () => {
  expect(standIn('aws:ec2/getInstance:getInstance')).toMatchObject({
    arn: 'arn:aws:ec2:eu-west-1:123456789012:outside/arn',
    privateIp: 'outside/privateIp',
    ebsOptimized: false,
    vpcSecurityGroupIds: ['outside/a/vpcSecurityGroupIds', 'outside/b/vpcSecurityGroupIds'],
    rootBlockDevices: [{ deviceName: 'outside/a/deviceName', iops: 1 }, {}],
    tags: {},
  });
  expect(standIn('aws:ecr/getAuthorizationToken:getAuthorizationToken')).toMatchObject({
    password: 'goldpath-secret:the password of outside#',
  });
});

test('a function that no installed package declares has no fields', () => {
  expect(standIn('nothing:index/getNothing:getNothing')).toEqual({});
});

test('every data source of the AWS package has every required field', () => {
  const declared = readdirSync(aws, { recursive: true, encoding: 'utf8' })
    .filter(file => /(?:^|\/)get\w+\.d\.ts$/.test(file) && !file.startsWith('types/'))
    .map(file => ({
      module: file.replace(/\.d\.ts$/, ''),
      text: readFileSync(path.join(aws, file), 'utf8'),
    }));
  const missing = declared.filter(({ module, text }) => {
    const [, fields = ''] = /interface Get\w+Result \{\n([^]*?)\n\}/.exec(text) ?? [];
    const names = [...fields.matchAll(/^ {4}readonly (\w+):/gm)].map(([, name = '']) => name);
    const result = standIn(
      `aws:${module.includes('/') ? module : `index/${module}`}:${path.basename(module)}`,
    );
    return names.length === 0 || names.some(name => result[name] === undefined);
  });
  expect(declared.length).toBeGreaterThan(600);
  expect(missing.map(({ module }) => module)).toEqual([]);
});
