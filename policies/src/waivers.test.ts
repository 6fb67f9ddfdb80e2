import { expect, test } from 'vitest';
import { checkProgram } from './check.ts';
import { programIn } from './testing/program.ts';
import { applyWaivers, readWaivers, unusedWaivers } from './waivers.ts';

const TODAY = '2026-07-01';
const reason = 'The migration of the old office needs it until it is done.';

const open = `import * as aws from '@pulumi/aws';
new aws.rds.Instance('orders', { instanceClass: 'db.t4g.micro', publiclyAccessible: true });
new aws.rds.Instance('other', { instanceClass: 'db.t4g.micro', publiclyAccessible: true });`;

const waiver = (more: object = {}) =>
  JSON.stringify([{ rule: 'database-not-public', resource: 'orders', reason, until: '2099-01-01', ...more }]);

const read = async (text: string) =>
  readWaivers(await programIn({ 'policy-waivers.yaml': text }), ['database-not-public'], TODAY);

const refusal = (text: string) =>
  read(text).then(
    () => 'it was not refused',
    (error: { located: string }) => error.located,
  );

test('what is waived is told with its reason, and nothing else is', async () => {
  const year = new Date().getFullYear();
  const until = `${year + 1}-01-01`;
  const dir = await programIn({ 'index.ts': open, 'policy-waivers.yaml': waiver({ until }) });
  const results = (await checkProgram(dir)).filter(({ rule }) => rule === 'database-not-public');
  expect(results).toMatchObject([
    { resource: { name: 'orders' }, verdict: 'waived', message: `Waived until ${until}: ${reason}` },
    { resource: { name: 'other' }, verdict: 'fail' },
  ]);
});

test('a program without the file has no waivers', async () => {
  expect(await readWaivers(await programIn({}), [], TODAY)).toEqual([]);
});

const failed = {
  rule: 'database-not-public',
  severity: 'error',
  verdict: 'fail',
  resource: { type: 't', name: 'orders', urn: 'urn:orders' },
  location: { file: 'index.ts', line: 2 },
  message: 'It is open.',
  remedy: 'Close it.',
} as const;
const waiverOf = (more: object = {}) => ({
  rule: 'database-not-public',
  resource: 'orders',
  reason,
  until: '2026-12-31',
  line: 1,
  ...more,
});

test('a resource may be named by its URN', () => {
  expect(applyWaivers([failed], [waiverOf({ resource: 'urn:orders' })], TODAY)).toMatchObject([
    { verdict: 'waived' },
  ]);
});

test('the URN is the one that Pulumi shows', async () => {
  const until = `${new Date().getFullYear() + 1}-01-01`;
  const resource = 'urn:pulumi:dev::shop::aws:rds/instance:Instance::orders';
  const dir = await programIn({ 'index.ts': open, 'policy-waivers.yaml': waiver({ resource, until }) });
  const results = (await checkProgram(dir)).filter(({ verdict }) => verdict === 'waived');
  expect(results).toMatchObject([{ resource: { urn: resource } }]);
});

test('a waiver holds on its last day, and not on the day after', () => {
  expect(applyWaivers([failed], [waiverOf({ until: TODAY })], TODAY)).toMatchObject([{ verdict: 'waived' }]);
  expect(applyWaivers([failed], [waiverOf({ until: '2026-06-30' })], TODAY)).toMatchObject([
    { verdict: 'fail', message: 'It is open. Its waiver expired on 2026-06-30.' },
  ]);
});

test.each([['first'], ['last']])('a renewal counts when it stands %s, and not what it renews', place => {
  const old = waiverOf({ until: '2026-06-30' });
  const waivers = place === 'first' ? [waiverOf(), old] : [old, waiverOf()];
  expect(applyWaivers([failed], waivers, TODAY)).toMatchObject([
    { verdict: 'waived', message: `Waived until 2026-12-31: ${reason}` },
  ]);
});

test('a waiver is for its own rule and resource, and for what fails', () => {
  const others = [waiverOf({ rule: 'private-subnets' }), waiverOf({ resource: 'other' })];
  expect(applyWaivers([failed], others, TODAY)).toEqual([failed]);
  const passed = { ...failed, verdict: 'pass' } as const;
  expect(applyWaivers([passed], [waiverOf()], TODAY)).toEqual([passed]);
});

test('what nobody could verify can be waived too', () => {
  expect(applyWaivers([{ ...failed, verdict: 'unverifiable' }], [waiverOf()], TODAY)).toMatchObject([
    { verdict: 'waived', rule: failed.rule, resource: failed.resource, location: failed.location },
  ]);
});

test('a waiver for nothing is told as a warning at its line', () => {
  expect(unusedWaivers([failed], [waiverOf(), waiverOf({ resource: 'gone', line: 7 })])).toMatchObject([
    {
      rule: 'waivers-valid',
      verdict: 'fail',
      severity: 'warning',
      location: { file: 'policy-waivers.yaml', line: 7 },
      message: 'The waiver is for nothing: no gone fails the rule database-not-public.',
    },
  ]);
});

test('a check of one stage says nothing of the waivers of another', async () => {
  const files = {
    'Pulumi.dev.yaml': 'config: {}\n',
    'Pulumi.prod.yaml': 'config: {}\n',
    'index.ts': `import * as aws from '@pulumi/aws';\nnew aws.sqs.Queue('orders');\n`,
    'policy-waivers.yaml': waiver({ until: `${new Date().getFullYear() + 1}-01-01` }),
  };
  const dir = await programIn(files);
  expect(await checkProgram(dir, { stack: 'dev' })).toEqual([]);
  expect(await checkProgram(dir)).toMatchObject([{ rule: 'waivers-valid', severity: 'warning' }]);
});

const place = 'policy-waivers.yaml:1:';

test.each([
  ['no reason', waiver({ reason: undefined }), `${place} reason is missing. A waiver has`],
  ['a short reason', waiver({ reason: 'because' }), `${place} reason has fewer than 20 characters.`],
  ['an unknown rule', waiver({ rule: 'database-public' }), `${place} database-public is no rule that`],
  ['a day too far', waiver({ until: '2027-07-02' }), `${place} a waiver lasts a year at most`],
  ['no day', waiver({ until: 'soon' }), `${place} until is no day.`],
  [
    'a day that no month has',
    waiver({ until: '2027-02-30' }),
    `${place} until is no day: there is no 2027-02-30.`,
  ],
  [
    'a month that no year has',
    waiver({ until: '2026-13-01' }),
    `${place} until is no day: there is no 2026-13-01.`,
  ],
  ['an unknown field', waiver({ who: 'me' }), `${place} who is not known here.`],
  ['a text in its place', '- one\n', `${place} the waiver must be object.`],
  ['no list', 'rule: x\n', `${place} the list of waivers must be array.`],
  ['no YAML', '- [a\n', 'this is not YAML'],
])('a waiver with %s is refused', async (_what, text, sentence) => {
  expect(await refusal(text)).toContain(sentence);
});

test('a waiver may last a year to the day', async () => {
  expect(await read(waiver({ until: '2027-07-01' }))).toMatchObject([{ until: '2027-07-01', line: 1 }]);
});

test('every problem is told at its own line', async () => {
  const text = `- rule: database-not-public
  resource: orders
  reason: because
  until: soon
- rule: database-not-public
  resource: orders
  who: me
`;
  expect((await refusal(text)).match(/^policy-waivers\.yaml:\d+: \w+/gm)?.sort()).toEqual([
    'policy-waivers.yaml:3: reason',
    'policy-waivers.yaml:4: until',
    'policy-waivers.yaml:5: reason',
    'policy-waivers.yaml:5: until',
    'policy-waivers.yaml:7: who',
  ]);
});

test('a file of comments holds no waiver', async () => {
  expect(await read('# none today\n')).toEqual([]);
});
