import { expect, test } from 'vitest';
import { graphOf } from '../testing/program.ts';

test('the result of getPolicyDocument has the JSON format of IAM', async () => {
  const { graph } = await graphOf(`
const base = aws.iam.getPolicyDocumentOutput({ statements: [{ sid: 'A', actions: ['a:a'] }, { sid: 'B', actions: ['a:b'] }] });
const document = aws.iam.getPolicyDocumentOutput({
  sourcePolicyDocuments: [base.json],
  statements: [{
    sid: 'A',
    effect: 'Deny',
    notActions: ['a:c'],
    resources: ['*'],
    principals: [{ type: 'AWS', identifiers: ['x'] }, { type: 'AWS', identifiers: ['y'] }, { type: 'Service', identifiers: ['z'] }],
    conditions: [
      { test: 'StringEquals', variable: 'k', values: ['v'] },
      { test: 'StringEquals', variable: 'l', values: ['w'] },
    ],
  }, { actions: ['a:d'], principals: [{ type: '*', identifiers: ['*'] }] }],
});
new aws.iam.Policy('p', { policy: document.json });`);
  const [policy] = graph.ofType('aws:iam/policy:Policy');
  expect(JSON.parse(String(policy?.inputs.policy))).toEqual({
    Version: '2012-10-17',
    Statement: [
      { Sid: 'B', Effect: 'Allow', Action: ['a:b'] },
      {
        Sid: 'A',
        Effect: 'Deny',
        NotAction: ['a:c'],
        Resource: ['*'],
        Principal: { AWS: ['x', 'y'], Service: ['z'] },
        Condition: { StringEquals: { k: ['v'], l: ['w'] } },
      },
      { Effect: 'Allow', Action: ['a:d'], Principal: '*' },
    ],
  });
});
