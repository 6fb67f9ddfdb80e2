import { expect, test } from 'vitest';
import { functionToken, resourceType } from './resourceTypes.ts';

// of the map in bridge-metadata.json that resourceTypes.ts names, one for each way in which a name is found
test.each([
  ['aws_db_instance', 'aws:rds/instance:Instance'],
  ['aws_rds_cluster', 'aws:rds/cluster:Cluster'],
  ['aws_vpc', 'aws:ec2/vpc:Vpc'],
  ['aws_ec2_transit_gateway', 'aws:ec2transitgateway/transitGateway:TransitGateway'],
  ['aws_lb', 'aws:lb/loadBalancer:LoadBalancer'],
  ['aws_alb_listener', 'aws:alb/listener:Listener'],
  ['aws_api_gateway_rest_api', 'aws:apigateway/restApi:RestApi'],
  ['aws_prometheus_workspace', 'aws:amp/workspace:Workspace'],
  ['aws_config_config_rule', 'aws:cfg/rule:Rule'],
  ['aws_appsync_graphql_api', 'aws:appsync/graphQLApi:GraphQLApi'],
  ['aws_vpc_security_group_ingress_rule', 'aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule'],
  ['aws_account_alternate_contact', 'aws:account/alternativeContact:AlternativeContact'],
  ['random_password', 'random:index/randomPassword:RandomPassword'],
  ['tls_private_key', 'tls:index/privateKey:PrivateKey'],
])('%s is %s', (type, token) => {
  expect(resourceType(type)).toBe(token);
});

test.each([
  ['aws_vpc', 'aws:ec2/getVpc:getVpc'],
  ['aws_region', 'aws:index/getRegion:getRegion'],
  ['aws_iam_policy_document', 'aws:iam/getPolicyDocument:getPolicyDocument'],
  ['aws_secretsmanager_secret_version', 'aws:secretsmanager/getSecretVersion:getSecretVersion'],
])('the data source %s calls %s', (type, token) => {
  expect(functionToken(type)).toBe(token);
});
