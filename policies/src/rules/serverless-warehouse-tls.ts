import { isUnknown, listOf, type Node, valueAt } from '@goldpath/program';
import type { PolicyRule } from './rule.ts';
import { eachOf, fail, pass, type Result, switchOf, unknown } from './settings.ts';

export const serverlessWarehouseTls: PolicyRule = {
  id: 'serverless-warehouse-tls',
  title: 'Workgroups of Redshift Serverless require TLS.',
  why: 'Without TLS, queries, results and passwords can be read in the network.',
  fix: `Require TLS:
  configParameters: [{ parameterKey: 'require_ssl', parameterValue: 'true' }]`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/redshift/latest/mgmt/serverless-console-configuration.html',
  controls: ['RedshiftServerless.2'],
  scope: 'resource',
  check: eachOf(['aws:redshiftserverless/workgroup:Workgroup'], workgroupResult),
  examples: {
    passing: [
      `new aws.redshiftserverless.Workgroup('sales', { namespaceName: 'sales', workgroupName: 'sales', configParameters: [{ parameterKey: 'require_ssl', parameterValue: 'true' }] });`,
    ],
    failing: [
      `new aws.redshiftserverless.Workgroup('sales', { namespaceName: 'sales', workgroupName: 'sales' });`,
      `new aws.redshiftserverless.Workgroup('sales', { namespaceName: 'sales', workgroupName: 'sales', configParameters: [{ parameterKey: 'require_ssl', parameterValue: 'false' }] });`,
    ],
  },
};

function workgroupResult({ inputs }: Node): Result {
  const parameters = listOf(inputs.configParameters);
  if (parameters.some(parameter => isUnknown(valueAt(parameter, ['parameterKey']))))
    return unknown('configParameters.parameterKey');
  const tls = parameters.find(parameter => valueAt(parameter, ['parameterKey']) === 'require_ssl');
  const state = switchOf(valueAt(tls, ['parameterValue']));
  if (state === 'unknown') return unknown('The value of require_ssl');
  return state === 'on' ? pass('Connections require TLS.') : fail('Connections need no TLS.');
}
