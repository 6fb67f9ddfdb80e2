import { camelCase, titleOf } from './names.ts';
import type { Plan } from './plan.ts';
import { addExport } from './register.ts';

const FOLDER = 'policies/src/rules';

/** Plans a policy: a rule about the resource graph of an infrastructure program, with its test. */
export function planRule(id: string): Plan {
  return {
    files: new Map([
      [`${FOLDER}/${id}.ts`, ruleSource(id)],
      [`${FOLDER}/${id}.integration.test.ts`, testSource(id)],
    ]),
    edits: {
      'policies/src/pack.ts': source =>
        addExport(source, `export { ${camelCase(id)} } from './rules/${id}.ts';`),
    },
    next: [
      `Replace the example (encryption of SQS queues) in ${FOLDER}/${id}.ts, its texts and its reference included.`,
      'Add a mutation to policies/corpus/mutations.yaml that only this rule reports.',
      `Run: npm run watch ${FOLDER}/${id}`,
    ],
  };
}

const ruleSource = (id: string) => `import type { Node } from '@goldpath/program';
import { isUnknown } from '@goldpath/program';
import type { Finding, PolicyRule } from './rule.ts';

const queue = 'aws:sqs/queue:Queue';

/** SQS encrypts messages with its own key unless \`sqsManagedSseEnabled\` is false. */
export const ${camelCase(id)}: PolicyRule = {
  id: '${id}',
  title: '${titleOf(id)}: every queue encrypts its messages.',
  why: 'Messages that are stored without encryption can be read from the storage.',
  fix: 'Set sqsManagedSseEnabled to true, or remove it.',
  severity: 'warning',
  reference:
    'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-server-side-encryption.html',
  check: graph => graph.ofType(queue).map(queueFinding),
};

function queueFinding(resource: Node): Finding {
  const { sqsManagedSseEnabled: encrypted } = resource.inputs;
  if (isUnknown(encrypted)) {
    const message = 'The value of sqsManagedSseEnabled is known only after deployment.';
    return { resource, verdict: 'unverifiable', message };
  }
  if (encrypted === false || encrypted === 'false') {
    return { resource, verdict: 'fail', message: 'The queue does not encrypt its messages.' };
  }
  return { resource, verdict: 'pass', message: 'The queue encrypts its messages.' };
}
`;

const testSource = (id: string) => `import { expect, test } from 'vitest';
import { findingsOf } from '../testing/findings.ts';
import { ${camelCase(id)} } from './${id}.ts';

test('a queue without encryption fails at its line', async () => {
  const findings = await findingsOf(${camelCase(id)}, "new aws.sqs.Queue('orders', { sqsManagedSseEnabled: false });");
  expect(findings).toMatchObject([{ name: 'orders', verdict: 'fail', line: 2 }]);
});

test('a queue with the default encryption passes', async () => {
  const findings = await findingsOf(${camelCase(id)}, "new aws.sqs.Queue('orders');");
  expect(findings).toMatchObject([{ name: 'orders', verdict: 'pass' }]);
});

test('a value that is known only after deployment is unverifiable', async () => {
  const findings = await findingsOf(
    ${camelCase(id)},
    \`
const parameter = new aws.ssm.Parameter('encrypted', { type: 'String', value: 'true' });
new aws.sqs.Queue('orders', { sqsManagedSseEnabled: parameter.version.apply(version => version > 1) });\`,
  );
  expect(findings).toMatchObject([{ name: 'orders', verdict: 'unverifiable' }]);
});

test('a program without a queue has no findings', async () => {
  expect(await findingsOf(${camelCase(id)}, "new aws.s3.Bucket('images');")).toEqual([]);
});
`;
