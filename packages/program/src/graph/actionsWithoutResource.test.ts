import { expect, test } from 'vitest';
import { isWithoutResource } from './actionsWithoutResource.ts';

test.each([
  'ses:GetSendQuota',
  'ses:ListIdentities',
  'iam:ListVirtualMFADevices',
  'cloudtrail:LookupEvents',
  'cloudtrail:DescribeTrails',
  'logs:DescribeQueries',
  'rds:DescribeDBEngineVersions',
  'rds:DescribeOrderableDBInstanceOptions',
  'events:ListEventBuses',
  'scheduler:ListSchedules',
  'STS:getcalleridentity',
])('AWS lists no resource type for %s', action => {
  expect(isWithoutResource(action)).toBe(true);
});

test.each([
  's3:GetObject',
  'ce:GetCostAndUsage',
  'ssm:UpdateInstanceInformation',
  'budgets:ViewBudget',
  'iam:PassRole',
])('AWS lists a resource type for %s', action => {
  expect(isWithoutResource(action)).toBe(false);
});

test.each(['ecs:CreateCluster', 'cloudwatch:PutMetricData', 'ec2:DescribeInstances', 'ec2:Describe*'])(
  '%s is permitted on every resource although AWS lists a resource type for it or for some that it matches',
  action => {
    expect(isWithoutResource(action)).toBe(true);
  },
);

test.each(['ssmmessages:*', 'xray:PutT*', 'ecr:GetAuthorization????n', 'autoscaling:Describe*'])(
  'a wildcard that matches only actions without a resource: %s',
  action => {
    expect(isWithoutResource(action)).toBe(true);
  },
);

test.each(['s3:*', 's3:List*', 'ses:*', '*', '*:List*', 'ec2:*'])(
  'a wildcard that matches an action with a resource: %s',
  action => {
    expect(isWithoutResource(action)).toBe(false);
  },
);

test.each(['s3:GetNothing', 'nothing:List*', 'constructor:name', 's3:(', 's3', ''])(
  'an action that AWS does not list: %j',
  action => {
    expect(isWithoutResource(action)).toBe(false);
  },
);
