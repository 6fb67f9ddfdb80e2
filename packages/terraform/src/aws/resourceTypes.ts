import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** Folder of the AWS SDK, whose declarations have the names of types and inputs. */
export const sdk = path.dirname(createRequire(import.meta.url).resolve('@pulumi/aws/package.json'));

/**
 * Terraform types of AWS whose Pulumi type has another name, as `module/name`. The rest follows from the names.
 *
 * Source: the map of renamed resources in provider/cmd/pulumi-resource-aws/bridge-metadata.json of pulumi/pulumi-aws at 07d08a0,
 * looked up 2026-11-29.
 */
const renamed: Record<string, string> = {
  account_alternate_contact: 'account/alternativeContact',
  alb: 'alb/loadBalancer',
  api_gateway_gateway_response: 'apigateway/response',
  appsync_datasource: 'appsync/dataSource',
  appsync_graphql_api: 'appsync/graphQLApi',
  autoscaling_group_tag: 'autoscaling/tag',
  cloudtrail: 'cloudtrail/trail',
  codeartifact_domain_permissions_policy: 'codeartifact/domainPermissions',
  codedeploy_app: 'codedeploy/application',
  codepipeline: 'codepipeline/pipeline',
  config_config_rule: 'cfg/rule',
  config_configuration_recorder: 'cfg/recorder',
  config_configuration_recorder_status: 'cfg/recorderStatus',
  docdbelastic_cluster: 'docdb/elasticCluster',
  ec2_transit_gateway: 'ec2transitgateway/transitGateway',
  elb: 'elb/loadBalancer',
  iam_openid_connect_provider: 'iam/openIdConnectProvider',
  lb: 'lb/loadBalancer',
  s3_bucket_object: 's3/bucketObject',
  s3_object: 's3/bucketObjectv2',
};

/** Prefixes of Terraform types whose module has another name. */
const modules: [prefix: string, module: string][] = [
  ['prometheus_', 'amp'],
  ['ce_', 'costexplorer'],
  ['config_', 'cfg'],
  ['db_', 'rds'],
  ['dx_', 'directconnect'],
  ['ebs_', 'ebs'],
  ['ec2_', 'ec2'],
  ['ec2_client_vpn_', 'ec2clientvpn'],
  ['ec2_transit_gateway_', 'ec2transitgateway'],
];

/** Modules whose types have no prefix. */
const unprefixed = ['ec2', 'ec2transitgateway', 'ebs', 'index'];

const tokens = new Map<string, string>();

/**
 * Returns the Pulumi type of a Terraform type: `aws:rds/instance:Instance` for `aws_db_instance`. One that the SDK does not have
 * is named by the same convention, and no rule is about it.
 */
export function resourceType(type: string): string {
  const known = tokens.get(type);
  if (known !== undefined) return known;
  const [, provider = '', name = ''] = /^([^_]+)_(.+)$/.exec(type) ?? [];
  const location =
    (provider === 'aws' && locate(name, '')) || `index/${camel(provider === 'random' ? type : name)}`;
  const token = `${provider}:${location}:${pascal(location.split('/').pop() ?? '')}`;
  tokens.set(type, token);
  return token;
}

/** Returns the token of the function that a data source calls: `aws:ec2/getVpc:getVpc` for `aws_vpc`. */
export function functionToken(type: string): string {
  const [, provider = '', name = ''] = /^([^_]+)_(.+)$/.exec(type) ?? [];
  const location = (provider === 'aws' && locate(name, 'get')) || `index/get${pascal(camel(name))}`;
  return `${provider}:${location}:${location.split('/').pop() ?? ''}`;
}

/** @param verb `get` for functions */
function locate(name: string, verb: string): string | undefined {
  const exact = renamed[name];
  const [module = '', last = ''] = exact?.split('/') ?? [];
  if (exact !== undefined) return verb ? `${module}/${verb}${pascal(last)}` : exact;
  return candidatesOf(name)
    .filter(([, rest]) => rest !== '')
    .map(([folder, rest]) => [folder, verb ? `${verb}${pascal(camel(rest))}` : camel(rest)] as const)
    .find(([folder, base]) => existsSync(path.join(sdk, folder === 'index' ? '' : folder, `${base}.d.ts`)))
    ?.join('/');
}

/** The modules that a type may be in, with the rest of its name. */
function candidatesOf(name: string): [module: string, rest: string][] {
  const words = name.split('_');
  const named = [3, 2, 1].map((count): [string, string] => [
    words.slice(0, count).join('').toLowerCase(),
    words.slice(count).join('_'),
  ]);
  const prefixed = modules
    .filter(([prefix]) => name.startsWith(prefix))
    .map(([prefix, module]): [string, string] => [module, name.slice(prefix.length)]);
  return [
    ...prefixed.toReversed(),
    ...named,
    ...unprefixed.map((module): [string, string] => [module, name]),
  ];
}

/** Returns a name of Terraform as Pulumi writes it: `publiclyAccessible` for `publicly_accessible`. */
export function camel(name: string): string {
  return name.replaceAll(/_+([a-zA-Z\d])/g, (_all, letter: string) => letter.toUpperCase());
}

function pascal(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
