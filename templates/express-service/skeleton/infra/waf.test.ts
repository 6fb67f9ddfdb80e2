import { beforeAll, expect, it } from 'vitest';
import { run, type Program } from './testing';

let prod: Program;
beforeAll(async () => {
  prod = await run('prod');
});

interface Rule {
  name: string;
  action?: { block?: object };
  overrideAction?: object;
  statement: {
    rateBasedStatement?: { limit: number; evaluationWindowSec: number };
    managedRuleGroupStatement?: {
      name: string;
      ruleActionOverrides: { name: string; actionToUse: object }[];
    };
  };
}

it('does not exist unless it is configured', async () => {
  expect((await run('dev')).all('wafv2/webAcl:WebAcl')).toEqual([]);
});

it('is in front of the load balancer', () => {
  expect(prod.one('wafv2/webAclAssociation:WebAclAssociation').inputs).toEqual({
    resourceArn: 'arn:aws:lb/loadBalancer:LoadBalancer:shop-prod',
    webAclArn: 'arn:aws:wafv2/webAcl:WebAcl:shop-prod-edge',
  });
});

it('allows prompts that look like attacks', () => {
  const inspectsUserInput = /_(BODY|QUERYARGUMENTS|QUERYSTRING)$/;
  const overrides = rules().flatMap(
    ({ statement }) => statement.managedRuleGroupStatement?.ruleActionOverrides ?? [],
  );
  const names = overrides.map(({ name }) => name);
  for (const { actionToUse } of overrides) expect(actionToUse).toEqual({ count: {} });
  expect(documentedRules.filter(name => inspectsUserInput.test(name) && !names.includes(name))).toEqual([]);
  // AWS silently ignores a name that the group does not have
  expect(names.filter(name => !documentedRules.includes(name))).toEqual([]);
});

it('uses no rule group that blocks SQL or shell commands', () => {
  const groups = rules().flatMap(({ statement }) => statement.managedRuleGroupStatement?.name ?? []);
  expect(groups).toEqual([
    'AWSManagedRulesAmazonIpReputationList',
    'AWSManagedRulesKnownBadInputsRuleSet',
    'AWSManagedRulesCommonRuleSet',
  ]);
});

it('applies the actions of the rule groups instead of only counting', () => {
  const groups = rules().filter(({ statement }) => statement.managedRuleGroupStatement);
  expect(groups.map(({ overrideAction }) => overrideAction)).toEqual(groups.map(() => ({ none: {} })));
});

it('blocks a flood, but no client below the limit of the service', () => {
  const flood = rules().find(({ statement }) => statement.rateBasedStatement);
  const { limit = 0, evaluationWindowSec = 0 } = flood?.statement.rateBasedStatement ?? {};
  const perMinuteOfTheService = 600;
  expect(limit).toBeGreaterThan((perMinuteOfTheService * evaluationWindowSec) / 60);
  expect(flood?.action).toHaveProperty('block');
});

it('logs blocked requests without credentials, encrypted', () => {
  const { inputs } = prod.one('wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration');
  const group = prod.one('cloudwatch/logGroup:LogGroup', 'shop-prod-waf');
  expect(inputs).toMatchObject({
    logDestinationConfigs: ['arn:aws:cloudwatch/logGroup:LogGroup:shop-prod-waf'],
    redactedFields: [{ singleHeader: { name: 'authorization' } }, { singleHeader: { name: 'cookie' } }],
  });
  expect(group.inputs).toMatchObject({
    name: 'aws-waf-logs-shop-prod',
    retentionInDays: 90,
    kmsKeyId: 'arn:aws:kms/key:Key:' + prod.one('kms/key:Key').name,
  });
});

function rules(): Rule[] {
  return prod.one('wafv2/webAcl:WebAcl').inputs.rules as Rule[];
}

/** https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html */
const documentedRules = [
  'NoUserAgent_HEADER',
  'UserAgent_BadBots_HEADER',
  'SizeRestrictions_QUERYSTRING',
  'SizeRestrictions_Cookie_HEADER',
  'SizeRestrictions_BODY',
  'SizeRestrictions_URIPATH',
  'EC2MetaDataSSRF_BODY',
  'EC2MetaDataSSRF_COOKIE',
  'EC2MetaDataSSRF_URIPATH',
  'EC2MetaDataSSRF_QUERYARGUMENTS',
  'GenericLFI_QUERYARGUMENTS',
  'GenericLFI_URIPATH',
  'GenericLFI_BODY',
  'RestrictedExtensions_URIPATH',
  'RestrictedExtensions_QUERYARGUMENTS',
  'GenericRFI_QUERYARGUMENTS',
  'GenericRFI_BODY',
  'GenericRFI_URIPATH',
  'CrossSiteScripting_COOKIE',
  'CrossSiteScripting_QUERYARGUMENTS',
  'CrossSiteScripting_BODY',
  'CrossSiteScripting_URIPATH',
  'JavaDeserializationRCE_HEADER',
  'JavaDeserializationRCE_BODY',
  'JavaDeserializationRCE_URIPATH',
  'JavaDeserializationRCE_QUERYSTRING',
  'Host_localhost_HEADER',
  'PROPFIND_METHOD',
  'ExploitablePaths_URIPATH',
  'Log4JRCE_HEADER',
  'Log4JRCE_QUERYSTRING',
  'Log4JRCE_BODY',
  'Log4JRCE_URIPATH',
  'ReactJSRCE_BODY',
];
