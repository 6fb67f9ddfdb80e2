import { existsSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { executeShared, programIn } from '../testing/program.ts';
import { unknownValue } from './recorded.ts';

async function runOf(program: string) {
  const dir = await realpath(await programIn({ 'index.ts': program }));
  const [run] = await executeShared(dir);
  const omissions = run?.omissions.map(({ kind, detail, source }) => [kind, detail, source?.line]);
  return { dir, omissions, resources: run?.resources.filter(({ type }) => type.startsWith('aws:')) };
}

test('writing files and starting processes is left out and recorded, and written files can be read', async () => {
  const { dir, omissions, resources } = await runOf(`
import * as fs from 'fs';
import { execSync } from 'child_process';
import * as aws from '@pulumi/aws';
fs.mkdirSync('left-behind');
fs.writeFileSync('left-behind/name', 'orders');
const commit = execSync('git rev-parse HEAD', { encoding: 'utf8' }).trim();
new aws.sqs.Queue(fs.readFileSync('left-behind/name', 'utf8'), { tags: { commit } });
export = async () => { await fs.promises.appendFile('log', 'done'); };`);
  expect(resources).toMatchObject([{ name: 'orders', inputs: { tags: { commit: unknownValue } } }]);
  expect(omissions).toEqual([
    ['file', 'left-behind', 5],
    ['file', 'left-behind/name', 6],
    ['process', 'git rev-parse HEAD', 7],
    ['file', 'log', 9],
  ]);
  expect(existsSync(path.join(dir, 'left-behind'))).toBe(false);
});

test('a program waits for a process as if it had run and printed something unknown', async () => {
  const { omissions, resources } = await runOf(`
import { spawn, execFile } from 'child_process';
import { promisify } from 'util';
import * as aws from '@pulumi/aws';
export = async () => {
  const { stdout } = await promisify(execFile)('id', ['-u']);
  const code = await new Promise(resolve => spawn('make', ['build']).on('close', resolve));
  new aws.sqs.Queue('orders', { tags: { user: 'u' + stdout, code: String(code) } });
};`);
  expect(resources).toMatchObject([{ inputs: { tags: { user: `u${unknownValue}`, code: '0' } } }]);
  expect(omissions).toEqual([
    ['process', 'id -u', 6],
    ['process', 'make build', 7],
  ]);
});

test('a callback that creates resources and is not run in a preview is recorded at its line', async () => {
  const { omissions, resources } = await runOf(`
import * as aws from '@pulumi/aws';
const queue = new aws.sqs.Queue('orders');
queue.visibilityTimeoutSeconds.apply(seconds => seconds > 30 && new aws.s3.Bucket('late'));
queue.id.apply(id => new aws.sns.Topic('early', { displayName: id }));
queue.maxMessageSize.apply(size => size * 2);`);
  expect(resources?.map(({ name }) => name)).toEqual(['orders', 'early']);
  expect(omissions).toEqual([['callback', '', 4]]);
});
