import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

/** The arguments of {@link Waf}. */
export interface WafArgs {
  loadBalancerArn: pulumi.Input<string>;
  keyArn: pulumi.Input<string>;
  logRetentionDays: number;
}

/**
 * The limit of requests from one address in 5 minutes. The service has a stricter limit (600 a minute); this one blocks a
 * flood before it reaches the service, and leaves room for many people behind one address.
 */
const REQUESTS_MAX = 10_000;

/**
 * The rule groups that AWS manages, and the rules of each that only count.
 *
 * The users of a prompt library write and search for text that looks like attacks: HTML, SQL, URLs, paths, templates such
 * as `${...}`. So the rules that inspect user input, which is the body and the query string, count instead of block, and the
 * groups for SQL and shell commands, which inspect little else, are not used: the service passes text to the database only
 * as parameters, and answers with JSON. The rules for address, method, path, cookies and other headers block.
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
      // its limit is 8 KB, but an import may have 50 MB
      'SizeRestrictions_BODY',
      // its limit is 2 KB, but a search for 200 emoji is longer
      'SizeRestrictions_QUERYSTRING',
      // API clients do not always send a user agent
      'NoUserAgent_HEADER',
    ],
  },
];

/** The web application firewall in front of the load balancer. */
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

  /** Logs the requests that a rule has blocked or counted; the load balancer's access log contains all requests. */
  #log(name: string, acl: aws.wafv2.WebAcl, { keyArn, logRetentionDays }: WafArgs): void {
    const group = new aws.cloudwatch.LogGroup(
      `${name}-waf`,
      // AWS WAF only writes to log groups with this prefix
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
