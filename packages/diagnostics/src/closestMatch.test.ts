import { expect, test } from 'vitest';
import { certainMatch } from './closestMatch.ts';

test.each([
  ['nam', ['name', 'owner'], 'name'],
  ['nmae', ['name', 'owner'], 'name'],
  ['NAME', ['name', 'owner'], 'name'],
  ['eu-centrl-1', ['eu-central-1', 'us-east-1'], 'eu-central-1'],
  ['region', ['version'], undefined],
  ['eu-west-4', ['eu-west-1'], undefined],
  ['abc', ['abd', 'abe'], undefined],
  ['x', ['y'], undefined],
  ['when', ['then', 'items'], undefined],
  ['href', ['$ref', 'items'], undefined],
  ['itams', ['then', 'items'], 'items'],
  ['acr_name', ['app_name', 'owner'], undefined],
  ['acrName', ['appName', 'owner'], undefined],
  ['aws_account', ['awsAccount', 'owner'], 'awsAccount'],
  ['component_naem', ['component_name', 'owner'], 'component_name'],
  ['repo-uurl', ['repo-url', 'owner'], 'repo-url'],
  ['name', [], undefined],
])('%j of %j was meant as %j', (text, candidates, meant) => {
  expect(certainMatch(text, candidates)).toBe(meant);
});
