import { expect, test } from 'vitest';
import { checkProgram } from './check.ts';
import { programIn } from './testing/program.ts';
import { applyWaivers, readWaivers } from './waivers.ts';

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

test('a waiver holds on its last day, and not on the day after', () => {
  expect(applyWaivers([failed], [waiverOf({ until: TODAY })], TODAY)).toMatchObject([{ verdict: 'waived' }]);
  expect(applyWaivers([failed], [waiverOf({ until: '2026-06-30' })], TODAY)).toMatchObject([
    { verdict: 'fail', message: 'It is open. Its waiver ran out on 2026-06-30.' },
  ]);
});

test('a waiver for nothing is told as a warning at its line', () => {
  expect(applyWaivers([], [waiverOf({ line: 7 })], TODAY)).toMatchObject([
    { verdict: 'fail', severity: 'warning', location: { file: 'policy-waivers.yaml', line: 7 } },
  ]);
});

test.each([
  ['no reason', waiver({ reason: undefined }), 'reason'],
  [
    'a short reason',
    waiver({ reason: 'because' }),
    'policy-waivers.yaml:1: 0.reason must NOT have fewer than 20',
  ],
  ['an unknown rule', waiver({ rule: 'database-public' }), "there is no rule 'database-public'"],
  ['a day too far', waiver({ until: '2027-07-02' }), 'a waiver lasts a year at most'],
  ['no day', waiver({ until: 'soon' }), 'until must match'],
  ['an unknown field', waiver({ who: 'me' }), "'who' is not known here"],
  ['another shape', '- one\n- two\n', 'policy-waivers.yaml:1: 0 must be object'],
  ['no YAML', '- [a\n', 'this is not YAML'],
])('a waiver with %s is refused', async (_what, text, sentence) => {
  expect(await refusal(text)).toContain(sentence);
});
