import policy, { type PolicyPackArgs, type PolicyResource, type StackValidationPolicy } from '@pulumi/policy';
import { ResourceGraph, type Node } from './graph/graph.ts';
import { resolveReferences } from './graph/references.ts';
import { markSecrets, unwrapSecrets, type Unwrapped } from './graph/secretValues.ts';
import { rules } from './pack.ts';
import { unknownValue } from './run/recorded.ts';
import type { Rule } from './rules/rule.ts';

/** What the proxies of the SDK answer with the value behind them: a policy that looks at an unknown ends otherwise. */
const behindProxy = '__getSpecialProxyTarget';

/** By URN: what the engine asks to be created, before the provider has added what it computes. */
type Inputs = Map<string, Unwrapped>;

/**
 * The rules as a CrossGuard policy pack, for `pulumi preview --policy-pack policies`. It sees what the engine sees: what
 * only a deployment would tell is unknown there, and is told from what it depends on where that says enough.
 */
export function policyPack(applied: readonly Rule[] = rules): PolicyPackArgs {
  const inputs: Inputs = new Map();
  return {
    policies: [
      {
        name: 'see-every-resource',
        description: 'Remembers what is registered, for the other policies. It reports nothing.',
        // the engine hands on what is secret to policies that mend; this one mends nothing
        enforcementLevel: 'remediate',
        remediateResource: ({ urn, props }) => {
          inputs.set(urn, unwrapSecrets(raw(props), secretOf));
        },
      },
      ...applied.map(rule => toPolicy(rule, inputs)),
    ],
  };
}

function toPolicy(rule: Rule, inputs: Inputs): StackValidationPolicy {
  return {
    name: rule.id,
    description: rule.title,
    enforcementLevel: rule.severity === 'error' ? 'mandatory' : 'advisory',
    validateStack: ({ resources }, report) => {
      const secrets = [...inputs.values()].flatMap(({ values }) => values);
      const nodes = resources.map(resource => toNode(resource, inputs, secrets));
      const graph = new ResourceGraph(resolveReferences(nodes));
      for (const { resource, verdict, message } of rule.check(graph)) {
        // what nobody could verify is not taken for right here either
        if (verdict === 'fail') report(`${message} ${rule.why}\n${rule.remedy}`, resource.urn);
        if (verdict === 'unverifiable') report(`Unverifiable: ${message}\n${rule.remedy}`, resource.urn);
      }
    },
  };
}

function secretOf(value: unknown): [unknown] | undefined {
  return value instanceof policy.Secret ? [value.value] : undefined;
}

function toNode(resource: PolicyResource, inputs: Inputs, secrets: readonly string[]): Node {
  const { type, name, urn, parent, dependencies, propertyDependencies } = resource;
  const outputs = raw(resource.props);
  const seen = inputs.get(urn);
  return {
    type,
    name,
    urn,
    ...(parent && { parent: parent.urn }),
    handles: namesOf(outputs),
    external: false,
    remote: false,
    inputs: markSecrets(seen?.inputs ?? outputs, secrets) as Record<string, unknown>,
    secrets: seen?.paths ?? [],
    dependencies: dependencies.map(dependency => dependency.urn),
    propertyDependencies: Object.fromEntries(
      Object.entries(propertyDependencies).map(([key, nodes]) => [key, nodes.map(node => node.urn)]),
    ),
  };
}

/** Every text by which others may name it, once a deployment has told it. */
function namesOf(outputs: Record<string, unknown>): Record<string, string> {
  const texts = [
    'id',
    'arn',
    'name',
    'bucket',
    'identifier',
    'mainRouteTableId',
    'defaultRouteTableId',
    'defaultSecurityGroupId',
  ];
  const known = texts.filter(key => typeof outputs[key] === 'string' && outputs[key] !== unknownValue);
  return Object.fromEntries(known.map(key => [outputs[key] as string, key]));
}

function raw(props: Record<string, unknown>): Record<string, unknown> {
  const behind = props[behindProxy] as Record<string, unknown> | undefined;
  // the SDK lays one proxy over another
  return behind === undefined ? props : raw(behind);
}
