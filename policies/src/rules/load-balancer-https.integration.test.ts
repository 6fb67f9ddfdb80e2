import { expect, test } from 'vitest';
import { findingsOf } from '../testing/findings.ts';
import { loadBalancerHttps } from './load-balancer-https.ts';

const text = `const text = (name: string) => new aws.ssm.Parameter(name, { type: 'String', value: 'x' }).version.apply(String);`;

/** A load balancer with a listener, which is on line 5. */
const edge = (listener: string, balancer = 'enableDeletionProtection: true', rest = '') => `${text}
const group = new aws.lb.TargetGroup('shop', { port: 3000 });
const balancer = new aws.lb.LoadBalancer('edge', { ${balancer} });
const listener = new aws.lb.Listener('public', { loadBalancerArn: balancer.arn, ${listener} });
${rest}`;

const forward = `defaultActions: [{ type: 'forward', targetGroupArn: group.arn }]`;
const fixed = `defaultActions: [{ type: 'fixed-response', fixedResponse: { contentType: 'text/plain', statusCode: '404' } }]`;
const redirect = `defaultActions: [{ type: 'redirect', redirect: { protocol: 'HTTPS', port: '443', statusCode: 'HTTP_301' } }]`;
const rule = `new aws.lb.ListenerRule('all', { listenerArn: listener.arn, conditions: [], actions: [{ type: 'forward', targetGroupArn: group.arn }] });`;

const findingOf = async (program: string) => (await findingsOf(loadBalancerHttps, program))[0];

test('plain HTTP that is forwarded fails', async () => {
  expect(await findingOf(edge(`protocol: 'HTTP', ${forward}`))).toMatchObject({
    name: 'public',
    verdict: 'fail',
    line: 5,
    message: expect.stringContaining(
      'edge has deletion protection, and public forwards requests over plain HTTP.',
    ) as string,
  });
});

test('a rule of the listener that forwards fails', async () => {
  expect(
    await findingOf(edge(`protocol: 'HTTP', ${fixed}`, 'enableDeletionProtection: true', rule)),
  ).toMatchObject({ verdict: 'fail', message: expect.stringContaining('all forwards') as string });
});

test.each([
  ['HTTPS', `protocol: 'HTTPS', certificateArn: 'arn', ${forward}`],
  ['a redirect', `protocol: 'HTTP', ${redirect}`],
  ['a fixed response', `protocol: 'HTTP', ${fixed}`],
  ['plain HTTP that is accepted', `protocol: 'HTTP', tags: { 'plain-http': 'accepted' }, ${forward}`],
  ['plain HTTP that is not deployed', `protocol: 'HTTP', tags: { 'plain-http': 'refused' }, ${forward}`],
])('%s passes', async (_case, listener) => {
  expect(await findingOf(edge(listener))).toMatchObject({ verdict: 'pass' });
});

test.each(['', 'enableDeletionProtection: false', 'enableDeletionProtection: true, internal: true'])(
  'a load balancer with { %s } is not checked',
  async balancer => {
    expect(await findingOf(edge(`protocol: 'HTTP', ${forward}`, balancer))).toBeUndefined();
  },
);

test('another value of the tag fails', async () => {
  expect(
    await findingOf(edge(`protocol: 'HTTP', tags: { 'plain-http': 'maybe' }, ${forward}`)),
  ).toMatchObject({ verdict: 'fail' });
});

test('a protocol or an action that is known only when it is deployed does not pass', async () => {
  expect(await findingOf(edge(`protocol: text('protocol'), ${forward}`))).toMatchObject({
    verdict: 'unverifiable',
  });
  const unknown = `protocol: 'HTTP', defaultActions: [{ type: text('type'), targetGroupArn: group.arn }]`;
  expect(await findingOf(edge(unknown))).toMatchObject({ verdict: 'fail' });
});
