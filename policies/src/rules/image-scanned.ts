import { isUnknown, listOf, type Node, type ResourceGraph, valueAt } from '@goldpath/program';
import type { PolicyRule } from './rule.ts';
import { eachOf, pass, requireOn, type Result, unknown } from './settings.ts';

/** The registry can scan the images of all repositories. */
export const imageScanned: PolicyRule = {
  id: 'image-scanned',
  title: 'Container images are scanned for vulnerabilities.',
  why: 'Known vulnerabilities in packages of an image stay unnoticed until they are used.',
  fix: `Scan images when they are pushed:
  imageScanningConfiguration: { scanOnPush: true }`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html',
  controls: ['ECR.1'],
  check: eachOf(['aws:ecr/repository:Repository'], scanResult),
  remediations: [
    {
      types: ['aws:ecr/repository:Repository'],
      path: 'imageScanningConfiguration.scanOnPush',
      value: true,
      change: 'in-place',
    },
  ],
  examples: {
    passing: [
      `new aws.ecr.Repository('shop', { imageScanningConfiguration: { scanOnPush: true } });`,
      `new aws.ecr.RegistryScanningConfiguration('all', { scanType: 'ENHANCED', rules: [
  { scanFrequency: 'CONTINUOUS_SCAN', repositoryFilters: [{ filter: '*', filterType: 'WILDCARD' }] },
] });
new aws.ecr.Repository('shop');`,
    ],
    failing: [`new aws.ecr.Repository('shop');`],
  },
};

function scanResult(repository: Node, graph: ResourceGraph): Result {
  const configurations = graph.ofType('aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration');
  const frequencies = configurations
    .flatMap(({ inputs }) => listOf(inputs.rules))
    .map(rule => valueAt(rule, ['scanFrequency']));
  if (frequencies.some(frequency => frequency !== 'MANUAL' && !isUnknown(frequency)))
    return pass('The registry scans its images.');
  const result = requireOn(repository, {
    path: ['imageScanningConfiguration', 'scanOnPush'],
    message: 'Images of the repository are not scanned when they are pushed.',
    passed: 'Its images are scanned when they are pushed.',
  });
  const isDecidedLater = result?.verdict === 'fail' && frequencies.some(isUnknown);
  return isDecidedLater ? unknown('scanFrequency of the registry') : result;
}
