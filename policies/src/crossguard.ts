import {
  markSecrets,
  type Node,
  resolveReferences,
  ResourceGraph,
  unknownValue,
  type Unwrapped,
  unwrapSecrets,
} from '@goldpath/program';
import policy, { type PolicyPackArgs, type PolicyResource, type StackValidationPolicy } from '@pulumi/policy';
import { rules } from './pack.ts';
import type { PolicyRule } from './rules/rule.ts';

/** The key of the object behind a proxy of the SDK. The proxies throw when a policy reads an unknown value. */
const proxyTarget = '__getSpecialProxyTarget';

/** The inputs of each resource by URN, as the program gives them, before the provider adds the values that it computes. */
type Inputs = Map<string, Unwrapped>;

/**
 * The rules as a CrossGuard policy pack, for `pulumi preview --policy-pack policies`. It sees the engine's resources: values
 * that are known only after a deployment are unknown in a preview, and are resolved from dependencies where possible.
 */
export function policyPack(applied: readonly PolicyRule[] = rules): PolicyPackArgs {
  const inputs: Inputs = new Map();
  return {
    policies: [
      {
        name: 'see-every-resource',
        description: 'Records the inputs of every resource for the other policies. It reports nothing.',
        // the engine passes secrets only to policies that remediate; this one changes nothing
        enforcementLevel: 'remediate',
        remediateResource: ({ urn, props }) => {
          inputs.set(urn, unwrapSecrets(raw(props), secretOf));
        },
      },
      ...applied.map(rule => toPolicy(rule, inputs)),
    ],
  };
}

function toPolicy(rule: PolicyRule, inputs: Inputs): StackValidationPolicy {
  return {
    name: rule.id,
    description: rule.title,
    enforcementLevel: rule.severity === 'error' ? 'mandatory' : 'advisory',
    validateStack: ({ resources }, report) => {
      const secrets = [...inputs.values()].flatMap(({ values }) => values);
      const nodes = resources.map(resource => toNode(resource, inputs, secrets));
      const graph = new ResourceGraph(resolveReferences(nodes));
      for (const { resource, verdict, message } of rule.check(graph)) {
        if (verdict === 'fail') report(`${message} ${rule.why}\n${rule.fix}`, resource.urn);
        // a resource that could not be verified does not pass here either
        if (verdict === 'unverifiable') report(`Unverifiable: ${message}\n${rule.fix}`, resource.urn);
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
  const given = inputs.get(urn);
  const node: Node = {
    type,
    name,
    urn,
    handles: handlesOf(outputs),
    external: false,
    remote: false,
    inputs: markSecrets(given?.inputs ?? outputs, secrets) as Record<string, unknown>,
    secrets: given?.paths ?? [],
    dependencies: dependencies.map(dependency => dependency.urn),
    propertyDependencies: Object.fromEntries(
      Object.entries(propertyDependencies).map(([key, nodes]) => [key, nodes.map(({ urn }) => urn)]),
    ),
  };
  if (parent) node.parent = parent.urn;
  return node;
}

const identifyingOutputs = [
  'id',
  'arn',
  'name',
  'bucket',
  'identifier',
  'mainRouteTableId',
  'defaultRouteTableId',
  'defaultSecurityGroupId',
];

/** The known outputs by which other resources may refer to a resource. */
function handlesOf(outputs: Record<string, unknown>): Record<string, string> {
  const handles: Record<string, string> = {};
  for (const key of identifyingOutputs) {
    const value = outputs[key];
    if (typeof value === 'string' && value !== unknownValue) handles[value] = key;
  }
  return handles;
}

function raw(props: Record<string, unknown>): Record<string, unknown> {
  const target = props[proxyTarget] as Record<string, unknown> | undefined;
  // the SDK nests proxies
  return target === undefined ? props : raw(target);
}
