import { isUnknown, listOf, type Node, type ResourceGraph, valueAt } from '@goldpath/program';
import type { PolicyRule } from './rule.ts';
import { eachOf, fail, pass, type Result, unknown } from './settings.ts';

/** One setting of Elastic Beanstalk, and the messages about it. */
interface BeanstalkSetting {
  namespace: string;
  name: string;
  /** in lower case */
  value: string;
  fails: string;
  passes: string;
}

const environment = 'aws:elasticbeanstalk/environment:Environment';
const template = 'aws:elasticbeanstalk/configurationTemplate:ConfigurationTemplate';

/** Returns the rule that checks one setting of environments, which may be in their template. It is off by default. */
export function beanstalkRule(
  rule: Omit<PolicyRule, 'check' | 'examples'>,
  setting: BeanstalkSetting,
): PolicyRule {
  const example = (settings: string) =>
    `new aws.elasticbeanstalk.Environment('shop', { application: 'shop', solutionStackName: '64bit Amazon Linux 2023 v6.1.0 running Node.js 22'${settings} });`;
  const { namespace, name, value } = setting;
  const right = `{ namespace: '${namespace}', name: '${name}', value: '${value}' }`;
  return {
    ...rule,
    check: eachOf([environment], (node, graph) => environmentResult(node, graph, setting)),
    examples: {
      passing: [
        example(`, settings: [${right}]`),
        `const usual = new aws.elasticbeanstalk.ConfigurationTemplate('usual', { application: 'shop', settings: [${right}] });
${example(', templateName: usual.name')}`,
      ],
      failing: [
        example(''),
        example(`, settings: [${right.replace(`value: '${value}'`, "value: 'other'")}]`),
      ],
      unverifiable: [example(", templateName: 'made-by-hand'")],
    },
  };
}

function environmentResult(node: Node, graph: ResourceGraph, setting: BeanstalkSetting): Result {
  const [target] = graph.targets(node, ['templateName'], [template]);
  const lists = [node.inputs.settings, target?.node?.inputs.settings];
  for (const given of lists.flatMap(listOf)) {
    const [namespace, name, value] = ['namespace', 'name', 'value'].map(key => valueAt(given, [key]));
    if ([namespace, name].some(isUnknown)) return unknown('settings');
    if (namespace !== setting.namespace || name !== setting.name) continue;
    if (isUnknown(value)) return unknown(setting.name);
    const isRight = String(value).toLowerCase() === setting.value;
    return isRight ? pass(setting.passes) : fail(setting.fails);
  }
  if (!target || target.node) return fail(setting.fails);
  const message = `The settings of its template are not in the program: ${target.unknown}.`;
  return { verdict: 'unverifiable', message };
}
