import {
  handlesOf,
  holdsUnknown,
  markSecrets,
  type Node,
  resolveReferences,
  ResourceGraph,
  type Unwrapped,
  unwrapSecrets,
} from '@goldpath/program';
import policy, {
  type Policy,
  type PolicyPackArgs,
  type PolicyResource,
  type ReportViolation,
  type ResourceValidationPolicy,
  type StackValidationPolicy,
} from '@pulumi/policy';
import { remediationsFor, withRemediations } from './remediation.ts';
import { rules } from './rules.ts';
import type { PolicyRule } from './rules/rule.ts';
import { waiverFor } from './waivers.ts';
import { isWaived, type Waivers } from './waiversOf.ts';

export { type Waivers, waiversOf } from './waiversOf.ts';

/** The key of the object behind a proxy of the SDK. The proxies throw when a policy reads an unknown value. */
const proxyTarget = '__getSpecialProxyTarget';

/** The state that the policies of a pack share. */
interface Pack {
  /** the inputs of each resource by URN, as the program gives them, before the provider adds the values that it computes */
  inputs: Map<string, Unwrapped>;
  /** the results that a preview cannot know, as `rule on resource` */
  undecided: Set<string>;
  accepted: Waivers;
  /** the results that a waiver accepts, as `rule on resource until day: reason` */
  waived: Set<string>;
  /** the resource that the policies of one resource were asked about last */
  current?: ResourceGraph;
}

/**
 * The rules as a CrossGuard policy pack, for `pulumi preview --policy-pack policies`. It sees the engine's resources: values
 * that are known only after a deployment are unknown in a preview, and are resolved from dependencies where possible. A preview
 * reports everything else that it cannot know as one advice, and the update decides it.
 *
 * The rules of one resource are resource policies: the engine asks them before it creates the resource. The others are stack
 * policies, which it asks when all resources are registered; without a preview that is after their creation.
 *
 * @param accepted the waivers of the program, none by default: an engine does not give a pack the folder of the program
 */
export function policyPack(
  applied: readonly PolicyRule[] = rules,
  accepted: Waivers = { waivers: [], today: '' },
): PolicyPackArgs {
  const pack: Pack = { inputs: new Map(), undecided: new Set(), accepted, waived: new Set() };
  return {
    policies: [
      ...applied.map(rule =>
        rule.scope === 'resource' ? resourcePolicy(rule, pack) : stackPolicy(rule, pack),
      ),
      {
        name: 'see-every-resource',
        description: 'Records the inputs of every resource for the other policies. It reports nothing.',
        // the engine passes secrets only to policies that remediate; this one changes nothing, and comes after those that do
        enforcementLevel: 'remediate',
        remediateResource: ({ urn, props }) => {
          pack.inputs.set(urn, unwrapSecrets(raw(props), secretOf));
        },
      },
      adviceOf({
        name: 'decided-in-the-update',
        description: 'Lists what a preview cannot know.',
        title: 'The update decides results',
        entries: pack.undecided,
      }),
      adviceOf({
        name: 'accepted-by-waivers',
        description: 'Lists what the waivers of the program accept.',
        title: 'Waivers accept results',
        entries: pack.waived,
      }),
    ],
  };
}

/** A policy that lists what the others have left to it. */
function adviceOf({
  name,
  description,
  title,
  entries,
}: {
  name: string;
  description: string;
  title: string;
  entries: ReadonlySet<string>;
}): StackValidationPolicy {
  return {
    name,
    description,
    enforcementLevel: 'advisory',
    validateStack: (_stack, report) => {
      if (entries.size > 0) report(`${title} (${entries.size}): ${[...entries].join(', ')}.`);
    },
  };
}

function stackPolicy(rule: PolicyRule, pack: Pack): StackValidationPolicy {
  return {
    ...describe(rule),
    validateStack: ({ resources }, report) => {
      const nodes = resources.map(resource => stackNode(resource, pack));
      reportFindings(rule, pack, new ResourceGraph(resolveReferences(nodes)), report);
    },
  };
}

function resourcePolicy(rule: PolicyRule, pack: Pack): ResourceValidationPolicy {
  return {
    ...describe(rule),
    ...remediation(rule, pack),
    validateResource: ({ type, name, urn, props }, report) => {
      // the engine asks all policies about one resource before the next
      if (pack.current?.nodes[0]?.urn !== urn)
        pack.current = new ResourceGraph([nodeOf({ type, name, urn }, raw(props), pack)]);
      reportFindings(rule, pack, pack.current, report);
    },
  };
}

/**
 * Sets the properties that a rule requires, where its enforcement level is configured as `remediate`. A property that can only
 * change by replacing the resource is left as it is: the resource may exist, with data.
 */
function remediation(
  rule: PolicyRule,
  { accepted }: Pack,
): Pick<ResourceValidationPolicy, 'remediateResource'> {
  const remediations = rule.remediations?.filter(({ change }) => change === 'in-place') ?? [];
  if (remediations.length === 0) return {};
  return {
    remediateResource: ({ type, name, urn, props }) => {
      const given = raw(props);
      const node = plainNode({ type, name, urn }, unwrapSecrets(given, secretOf).inputs);
      if (isWaived(accepted, { rule: rule.id, verdict: 'fail', subject: node })) return undefined;
      const chosen = remediationsFor({ ...rule, remediations }, node, new ResourceGraph([node]));
      return chosen.length > 0 ? withRemediations(given, chosen) : undefined;
    },
  };
}

function describe({ id, title, severity }: PolicyRule): Omit<Policy, 'configSchema'> {
  return { name: id, description: title, enforcementLevel: severity === 'error' ? 'mandatory' : 'advisory' };
}

/** The engine does not say it to a pack; in an update, no input is unknown any more. */
function isPreview(graph: ResourceGraph): boolean {
  const hasUnknown = () => graph.nodes.some(({ inputs }) => holdsUnknown(inputs));
  return graph.remember('stack', 'isPreview', hasUnknown);
}

function reportFindings(rule: PolicyRule, pack: Pack, graph: ResourceGraph, report: ReportViolation): void {
  for (const finding of rule.check(graph)) {
    const { resource, verdict } = finding;
    const waiver = waiverFor(pack.accepted.waivers, { rule: rule.id, verdict, subject: resource });
    if (waiver && waiver.until >= pack.accepted.today) {
      pack.waived.add(`${rule.id} on ${resource.name} until ${waiver.until}`);
      continue;
    }
    const expiry = waiver ? ` Its waiver expired on ${waiver.until}.` : '';
    const message = `${finding.message}${expiry}`;
    if (verdict === 'fail') report(`${message} ${rule.why}\n${rule.fix}`, resource.urn);
    if (verdict !== 'unverifiable') continue;
    // a resource that could not be verified in the update does not pass
    if (isPreview(graph)) pack.undecided.add(`${rule.id} on ${resource.name}`);
    else report(`Unverifiable: ${message}\n${rule.fix}`, resource.urn);
  }
}

function secretOf(value: unknown): [unknown] | undefined {
  return value instanceof policy.Secret ? [value.value] : undefined;
}

function nodeOf(
  subject: Pick<Node, 'type' | 'name' | 'urn'>,
  outputs: Record<string, unknown>,
  { inputs }: Pack,
): Node {
  const given = inputs.get(subject.urn);
  const secrets = [...inputs.values()].flatMap(({ values }) => values);
  const marked = markSecrets(given?.inputs ?? outputs, secrets) as Record<string, unknown>;
  return { ...plainNode(subject, marked), secrets: given?.paths ?? [] };
}

function plainNode(subject: Pick<Node, 'type' | 'name' | 'urn'>, inputs: Record<string, unknown>): Node {
  return {
    ...subject,
    inputs,
    handles: {},
    external: false,
    remote: false,
    dependencies: [],
    propertyDependencies: {},
  };
}

function stackNode(resource: PolicyResource, pack: Pack): Node {
  const { type, name, urn, parent, dependencies, propertyDependencies } = resource;
  const outputs = raw(resource.props);
  const node: Node = {
    ...nodeOf({ type, name, urn }, outputs, pack),
    handles: handlesOf(outputs),
    dependencies: dependencies.map(dependency => dependency.urn),
    propertyDependencies: Object.fromEntries(
      Object.entries(propertyDependencies).map(([key, nodes]) => [key, nodes.map(({ urn }) => urn)]),
    ),
  };
  if (parent) node.parent = parent.urn;
  return node;
}

function raw(props: Record<string, unknown>): Record<string, unknown> {
  const target = props[proxyTarget] as Record<string, unknown> | undefined;
  // the SDK nests proxies
  return target === undefined ? props : raw(target);
}
