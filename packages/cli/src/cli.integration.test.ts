import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Diagnostic } from '@goldpath/diagnostics';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');
const binary = path.join(root, 'packages/cli/bin/goldpath.mjs');
const skeleton = path.join(root, 'templates/prompt-library-service/skeleton');

const valid = {
  name: 'haiku-desk',
  owner: 'group:default/assistants',
  description: 'Short poems for long meetings',
  region: 'eu-central-1',
  size: 'medium',
  nat: 'per-zone',
  rollout: 'rolling',
  pipeline: 'github',
  frontend: 'none',
};

let folder: string;
let work: string;
/** The service of the valid answers, and the output of the command that stamped it. */
let service: { dir: string; output: Awaited<ReturnType<typeof goldpath>> };

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'goldpath-cli-'));
  work = folder;
  service = { output: await stamp(valid), dir: path.join(folder, 'out') };
});

beforeEach(async () => {
  work = await mkdtemp(path.join(folder, 'test-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** The real program as a process of its own, in the test's folder. */
function goldpath(...args: string[]) {
  return goldpathIn({}, ...args);
}

/** The same with additions to its environment. */
function goldpathIn(
  environment: Record<string, string>,
  ...args: string[]
): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise(resolve => {
    const options = { cwd: work, env: { ...process.env, DEBUG: '', ...environment } };
    execFile(process.execPath, [binary, ...args], options, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}

const diagnosticsIn = (json: string) => (JSON.parse(json) as { diagnostics: Diagnostic[] }).diagnostics;

/** Stamps the template with these answers (an object, or the text of the file) into `out`. */
async function stamp(answers: object | string, template = 'prompt-library-service') {
  await writeFile(
    path.join(work, 'answers.yaml'),
    typeof answers === 'string' ? answers : JSON.stringify(answers, null, 1),
  );
  return goldpath('stamp', template, '--answers', 'answers.yaml', '--to', 'out');
}

test('stamp writes the service and reports it', async () => {
  const { code, stdout, stderr } = service.output;
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(
    /^Stamped \d+ files from prompt-library-service \d+\.\d+\.\d+ into out\nWrote the diagram and cost of its infrastructure to out\/docs\/infrastructure\n$/,
  );
  const manifest = await readFile(path.join(service.dir, 'package.json'), 'utf8');
  expect(JSON.parse(manifest)).toMatchObject({ name: 'haiku-desk' });
});

test('stamp accepts the folder of a template', async () => {
  const { code } = await stamp(valid, path.join(root, 'templates/prompt-library-service'));
  expect(code).toBe(0);
});

test.each([
  ['upper case', { name: 'Haiku' }, 'answers.yaml:2: name may contain only lower-case letters'],
  ['spaces', { name: 'haiku desk' }, 'answers.yaml:2: name may contain only lower-case letters'],
  ['a slash', { name: 'haiku/desk' }, 'answers.yaml:2: name may contain only lower-case letters'],
  ['a way out', { name: '../haiku' }, 'answers.yaml:2: name may contain only lower-case letters'],
  ['200 characters', { name: 'h'.repeat(200) }, 'answers.yaml:2: name is too long'],
  ['a reserved word', { name: 'goldpath' }, 'answers.yaml:2: name is the reserved word "goldpath"'],
  ['an owner without its kind', { owner: 'assistants' }, 'answers.yaml:3: owner must be a group or a user'],
  ['two lines', { description: 'a\nb' }, 'answers.yaml:4: description must be a single line'],
  [
    'an unknown region',
    { region: 'eu-west-9' },
    'answers.yaml:5: region is "eu-west-9", which is not a choice; the closest of',
  ],
  ['an unknown key', { colour: 'red' }, 'answers.yaml:11: colour is not a known key'],
  ['an answer left out', { size: undefined }, 'answers.yaml:1: size is missing'],
])('stamp with %s reports line, field and reason, and writes nothing', async (_what, wrong, message) => {
  const { code, stdout, stderr } = await stamp({ ...valid, ...wrong });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(message);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(await readdir(work)).toEqual(['answers.yaml']);
});

test('stamp reports every problem of the answers at once', async () => {
  const { stderr } = await stamp({ name: 'A', colour: 'red' });
  expect(
    stderr
      .match(/^answers\.yaml:\d+: \w+/gm)
      ?.map(line => line.split(' ')[1])
      .sort(),
  ).toEqual([
    'colour',
    'description',
    'frontend',
    'name',
    'nat',
    'owner',
    'pipeline',
    'region',
    'rollout',
    'size',
  ]);
});

test('stamp with answers that are not YAML reports the line', async () => {
  const { code, stderr } = await stamp('name: a\nowner: [b\n');
  expect(code).toBe(2);
  expect(stderr).toMatch(/^answers\.yaml:3: answers are not YAML: .*\n$/);
});

test('stamp without the answers file reports it', async () => {
  const { code, stderr } = await goldpath(
    'stamp',
    'prompt-library-service',
    '--answers',
    'none.yaml',
    '--to',
    'out',
  );
  expect(code).toBe(2);
  expect(stderr).toBe('none.yaml: cannot be read (ENOENT); give a YAML file with the answers\n');
});

test('stamp refuses a folder with content, and does not change it', async () => {
  await cp(path.join(service.dir, 'package.json'), path.join(work, 'out/package.json'));
  const { code, stderr } = await stamp({ ...valid, name: 'another-desk' });
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: 'out is not empty and was not changed; give a folder that does not exist yet.\n',
  });
  expect(await readdir(path.join(work, 'out'))).toEqual(['package.json']);
  expect(await readFile(path.join(work, 'out/package.json'), 'utf8')).toContain('haiku-desk');
});

test('stamp with an unknown template lists the templates', async () => {
  const { code, stderr } = await stamp(valid, 'prompt-libary');
  expect(code).toBe(2);
  expect(stderr).toMatch(
    /^prompt-libary is neither a template nor a folder; the templates are: .*prompt-library-service/,
  );
});

test.each(['stamp.yaml', 'template.yaml'])(
  'stamp with a template without %s names the file',
  async missing => {
    const source = path.join(root, 'templates/prompt-library-service');
    for (const file of ['template.yaml', 'stamp.yaml', 'samples']) {
      await cp(path.join(source, file), path.join(work, 'mine', file), { recursive: true });
    }
    await cp(path.join(source, 'skeleton/package.json'), path.join(work, 'mine/skeleton/package.json'));
    await rm(path.join(work, 'mine', missing));
    const { code, stderr } = await stamp(valid, 'mine');
    expect(code).toBe(2);
    expect(stderr).toMatch(new RegExp(`^mine/${missing}:1: The file ${missing} is missing; .*\n$`));
  },
);

test('stamp with a template that is not YAML reports file and line', async () => {
  await cp(
    path.join(root, 'templates/prompt-library-service/template.yaml'),
    path.join(work, 'mine/template.yaml'),
  );
  await cp(path.join(skeleton, 'package.json'), path.join(work, 'mine/skeleton/package.json'));
  await writeFile(path.join(work, 'mine/stamp.yaml'), 'a: 1\n  b: 2\n');
  const { code, stderr } = await stamp(valid, 'mine');
  expect(code).toBe(2);
  expect(stderr).toMatch(/^mine\/stamp\.yaml:\d: This is not YAML: /m);
});

test('check of a stamped service passes', async () => {
  const { code, stdout, stderr } = await goldpath('check', service.dir);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(/[1-9]\d* passed, 0 failed/);
});

test('check of a broken service reports problem, location and fix', async () => {
  await cp(service.dir, path.join(work, 'out'), { recursive: true });
  const schema = path.join(work, 'out/prisma/schema.prisma');
  const text = await readFile(schema, 'utf8');
  await writeFile(schema, `${text}model Broken {\n  id Nothing @id\n}\n`);
  const { code, stdout, stderr } = await goldpath('check', 'out');
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  const line = text.split('\n').length + 1;
  expect(stdout).toContain(
    `✗ prisma/schema.prisma:${line}  error  prisma-schema-valid  Prisma schema prisma/schema.prisma`,
  );
});

test("check of a Pulumi program's folder checks only policies", async () => {
  await program({ 'policy-waivers.yaml': waivers });
  const { code, stdout } = await goldpath('check', '.');
  expect(code).toBe(0);
  expect(stdout).toContain('database-not-public');
  expect(stdout).not.toContain('catalog');
});

test.each([
  ['none', 'none is not a folder'],
  ['.', '. has neither a service (catalog-info.yaml) nor a Pulumi program (Pulumi.yaml)'],
])('check %s: %s', async (dir, message) => {
  const { code, stdout, stderr } = await goldpath('check', dir);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(message);
});

test.each([
  [['chek'], "unknown command 'chek'"],
  [['check'], "missing required argument 'dir'"],
  [['check', 'a', 'b'], 'too many arguments'],
  [['stamp', 'x', '--to', 'y'], "required option '--answers <file>' not specified"],
  [['check', '.', '--fast'], "unknown option '--fast'"],
  [['check', '.', '--write-baseline'], '--write-baseline needs --baseline <file>'],
  [[], 'Usage: goldpath'],
])('%j is wrong usage', async (args, message) => {
  const { code, stdout, stderr } = await goldpath(...args);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(message);
});

test('help is a result', async () => {
  const { code, stdout, stderr } = await goldpath('--help');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('Usage: goldpath');
});

const openDatabase = `import * as aws from '@pulumi/aws';
new aws.rds.Instance('orders', { instanceClass: 'db.t4g.micro', publiclyAccessible: true, storageEncrypted: true });
`;

const reason = 'The old office reads from it until it has moved.';
const until = `${new Date().getFullYear() + 1}-01-01`;

/** Waivers for every failure of the open database. */
const waivers = JSON.stringify(
  ['database-not-public', 'private-subnets', 'no-default-network', 'database-port-closed'].map(rule => {
    return { rule, resource: 'orders', reason, until };
  }),
);

/** A Pulumi program with an open database, and two stages. */
async function program(files: Record<string, string> = {}) {
  const all = {
    'Pulumi.yaml': 'name: shop\nruntime: nodejs\n',
    'Pulumi.dev.yaml': 'config: {}\n',
    'Pulumi.prod.yaml': 'config: {}\n',
    'index.ts': openDatabase,
    ...files,
  };
  for (const [file, text] of Object.entries(all)) await writeFile(path.join(work, file), text);
}

test('check --stage checks one stage', async () => {
  await program();
  const failures = async (...args: string[]) =>
    (await goldpath('check', '.', ...args)).stdout.match(/database-not-public {2}.*/g);
  expect(await failures()).toEqual(['database-not-public  aws:rds/instance:Instance orders in dev, prod']);
  expect(await failures('--stage', 'prod')).toEqual([
    'database-not-public  aws:rds/instance:Instance orders',
  ]);
});

test('check with an unknown stage lists the stages', async () => {
  await program();
  expect(await goldpath('check', '.', '--stage', 'live')).toEqual({
    code: 2,
    stdout: '',
    stderr:
      "The program has no stack 'live'. It has dev, prod. For a stack without a file, add it under stages in goldpath.check.yaml.\n",
  });
});

test('check --format json has the diagnostics as data', async () => {
  await program();
  const { code, stdout } = await goldpath('check', '.', '--format', 'json', '--stage', 'dev');
  expect(code).toBe(1);
  expect(diagnosticsIn(stdout)).toContainEqual(
    expect.objectContaining({
      rule: 'database-not-public',
      severity: 'error',
      verdict: 'fail',
      subject: expect.objectContaining({ type: 'aws:rds/instance:Instance', name: 'orders' }) as object,
      location: { file: 'index.ts', line: 2 },
    }),
  );
});

test.each([
  ['junit', '<testsuites name="goldpath"'],
  ['github', '::error file=index.ts,line=2,title=database-not-public::'],
])('check --format %s', async (format, expected) => {
  await program();
  const { code, stdout } = await goldpath('check', '.', '--format', format, '--stage', 'dev');
  expect(code).toBe(1);
  expect(stdout).toContain(expected);
});

test('formats for repositories have paths from its root', async () => {
  await program();
  const env = { GITHUB_WORKSPACE: path.dirname(work) };
  const file = `${path.basename(work)}/index.ts`;
  expect((await goldpathIn(env, 'check', '.', '--format', 'github')).stdout).toContain(
    `::error file=${file},line=2,title=database-not-public::`,
  );
  const sarif = await goldpathIn(env, 'check', '.', '--format', 'sarif');
  expect(sarif.code).toBe(1);
  expect(sarif.stdout).toContain('"version": "2.1.0"');
  expect(sarif.stdout).toContain(`"uri": "${file}"`);
  const json = await goldpathIn(env, 'check', '.', '--format', 'json');
  expect(diagnosticsIn(json.stdout)[0]?.location.file).toBe('index.ts');
});

test('a rule in a report can be explained', async () => {
  await program({ 'policy-waivers.yaml': '- rule: none\n  resource: orders\n' });
  const { stdout } = await goldpath('check', '.', '--format', 'json');
  expect(diagnosticsIn(stdout).map(({ rule }) => rule)).toContain('waivers-valid');
  const { stdout: explained } = await goldpath('check', '--explain', 'waivers-valid');
  expect(explained).toContain('policy-waivers.yaml');
});

test('help of check describes the formats, the exit codes and the waivers', async () => {
  const { code, stdout } = await goldpath('check', '--help');
  expect(code).toBe(0);
  for (const part of ['sarif', 'Exit codes:', 'policy-waivers.yaml', '--stage prod']) {
    expect(stdout).toContain(part);
  }
});

test('a waived failure does not fail the check, and is reported', async () => {
  await program({ 'policy-waivers.yaml': waivers });
  const { code, stdout } = await goldpath('check', '.', '--stage', 'dev');
  expect(stdout).toContain(`why  Waived until ${until}: ${reason}`);
  expect(code).toBe(0);
});

test('rules lists every rule with its title', async () => {
  const { code, stdout } = await goldpath('rules');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^private-subnets +error +\S.*\.$/m);
  expect(stdout).toMatch(/^workflow-valid +error /m);
});

test('check --explain explains a rule', async () => {
  const { code, stdout } = await goldpath('check', '--explain', 'nat-per-zone');
  expect(code).toBe(0);
  for (const part of [
    'nat-per-zone (warning)',
    'Why: ',
    'Fix: ',
    'new aws.ec2.NatGateway(',
    'See:   https://',
  ]) {
    expect(stdout).toContain(part);
  }
});

test('check --explain of an unknown rule suggests the closest', async () => {
  const { code, stderr } = await goldpath('check', '--explain', 'private-subnet');
  expect(code).toBe(2);
  expect(stderr).toContain('there is no rule private-subnet; the closest is private-subnets');
});

test.each(['check', 'lint'])('the help of %s explains a rule that exists', async command => {
  const { stdout } = await goldpath(command, '--help');
  const [, rule = ''] = /--explain ([a-z-]+)/.exec(stdout.slice(stdout.indexOf('Examples:'))) ?? [];
  expect(await goldpath(command, '--explain', rule)).toMatchObject({ code: 0, stderr: '' });
});

test('--version prints the version', async () => {
  const { version } = JSON.parse(await readFile(path.join(root, 'packages/cli/package.json'), 'utf8')) as {
    version: string;
  };
  expect(await goldpath('--version')).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
});
