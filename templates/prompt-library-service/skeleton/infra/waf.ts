import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

/** What {@link Waf} needs. */
export interface WafArgs {
  loadBalancerArn: pulumi.Input<string>;
  keyArn: pulumi.Input<string>;
  logRetentionDays: number;
}

/**
 * Requests that one address may make in 5 minutes. The service counts more finely (600 a minute); this one stops a flood
 * before the service has to answer it, and leaves room for many people behind one address.
 */
const REQUESTS_MAX = 10_000;

/**
 * The groups of rules of AWS, and the rules of each that only count.
 *
 * The users of a prompt library write and search for text that looks like attacks: HTML, SQL, addresses, paths, templates
 * such as `${...}`. So the rules that read what people write, the body and the query string, count and do not block, and
 * the groups about SQL and shells, which would read little else, are left out: the service gives text to the database as
 * parameters only, and answers with JSON. The rules about sender, method, path, cookies and other headers block.
 * https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html
 */
const groups = [
  { name: 'AWSManagedRulesAmazonIpReputationList', counted: [] },
  {
    name: 'AWSManagedRulesKnownBadInputsRuleSet',
    counted: [
      'JavaDeserializationRCE_BODY',
      'JavaDeserializationRCE_QUERYSTRING',
      'Log4JRCE_BODY',
      'Log4JRCE_QUERYSTRING',
      'ReactJSRCE_BODY',
    ],
  },
  {
    name: 'AWSManagedRulesCommonRuleSet',
    counted: [
      'CrossSiteScripting_BODY',
      'CrossSiteScripting_QUERYARGUMENTS',
      'EC2MetaDataSSRF_BODY',
      'EC2MetaDataSSRF_QUERYARGUMENTS',
      'GenericLFI_BODY',
      'GenericLFI_QUERYARGUMENTS',
      'GenericRFI_BODY',
      'GenericRFI_QUERYARGUMENTS',
      'RestrictedExtensions_QUERYARGUMENTS',
      // its limit is 8 KB, an import may have 50 MB
      'SizeRestrictions_BODY',
      // a search for 200 emoji takes more than its 2 KB
      'SizeRestrictions_QUERYSTRING',
      // programs that call an API need not say what they are
      'NoUserAgent_HEADER',
    ],
  },
];

/** The web application firewall before the load balancer. */
export class Waf extends pulumi.ComponentResource {
  constructor(name: string, args: WafArgs, opts?: pulumi.ComponentResourceOptions) {
    super('service:waf:Waf', name, {}, opts);
    const acl = new aws.wafv2.WebAcl(
      `${name}-edge`,
      {
        scope: 'REGIONAL',
        description: 'Before the load balancer',
        defaultAction: { allow: {} },
        visibilityConfig: visibility(name),
        rules: [floodRule(name), ...groups.map((group, index) => groupRule(name, group, index + 1))],
      },
      { parent: this },
    );
    new aws.wafv2.WebAclAssociation(
      `${name}-edge`,
      { resourceArn: args.loadBalancerArn, webAclArn: acl.arn },
      { parent: this },
    );
    this.#log(name, acl, args);
    this.registerOutputs();
  }

  /** Keeps the requests that a rule has blocked or counted; all of them are in the load balancer's access log. */
  #log(name: string, acl: aws.wafv2.WebAcl, { keyArn, logRetentionDays }: WafArgs): void {
    const group = new aws.cloudwatch.LogGroup(
      `${name}-waf`,
      // AWS WAF writes only to groups that begin so
      { name: `aws-waf-logs-${name}`, retentionInDays: logRetentionDays, kmsKeyId: keyArn },
      { parent: this },
    );
    new aws.wafv2.WebAclLoggingConfiguration(
      `${name}-edge`,
      {
        resourceArn: acl.arn,
        logDestinationConfigs: [group.arn],
        redactedFields: ['authorization', 'cookie'].map(header => ({ singleHeader: { name: header } })),
        loggingFilter: {
          defaultBehavior: 'DROP',
          filters: [
            {
              behavior: 'KEEP',
              requirement: 'MEETS_ANY',
              conditions: ['BLOCK', 'COUNT'].map(action => ({ actionCondition: { action } })),
            },
          ],
        },
      },
      { parent: this },
    );
  }
}

function visibility(metricName: string): aws.types.input.wafv2.WebAclVisibilityConfig {
  return { cloudwatchMetricsEnabled: true, metricName, sampledRequestsEnabled: true };
}

function floodRule(name: string): aws.types.input.wafv2.WebAclRule {
  return {
    name: 'flood',
    priority: 0,
    action: { block: { customResponse: { responseCode: 429 } } },
    statement: {
      rateBasedStatement: { aggregateKeyType: 'IP', limit: REQUESTS_MAX, evaluationWindowSec: 300 },
    },
    visibilityConfig: visibility(`${name}-flood`),
  };
}

function groupRule(
  stage: string,
  { name, counted }: (typeof groups)[number],
  priority: number,
): aws.types.input.wafv2.WebAclRule {
  return {
    name,
    priority,
    overrideAction: { none: {} },
    statement: {
      managedRuleGroupStatement: {
        vendorName: 'AWS',
        name,
        ruleActionOverrides: counted.map(rule => ({ name: rule, actionToUse: { count: {} } })),
      },
    },
    visibilityConfig: visibility(`${stage}-${name}`),
  };
}
