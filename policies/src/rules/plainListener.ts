import { isUnknown, listOf, type Node, type ResourceGraph, valueAt } from '@goldpath/program';
import { fail, pass, type ResourceCheck, type Result, switchOf, unknown } from './settings.ts';

/** The tag that accepts plain HTTP, or says that the balancer refuses it. */
const accepted = ['accepted', 'refused'];

/**
 * Returns the check whether a listener forwards requests over plain HTTP. A public load balancer with deletion protection is
 * checked by `load-balancer-https`.
 *
 * @param kind the load balancers that it is about
 */
export function plainListenerCheck(kind: 'public' | 'internal', fails: string): ResourceCheck {
  return (listener, graph) => {
    const { protocol, tags, defaultActions } = listener.inputs;
    const isAccepted = accepted.includes(String(valueAt(tags, ['plain-http'])));
    const applies = isOfKind(listener, graph, kind);
    if (isAccepted || applies === 'no') return undefined;
    if (isUnknown(protocol)) return unknown('protocol');
    return protocol === 'HTTP' ? actionsResult(defaultActions, applies, fails) : undefined;
  };
}

function actionsResult(actions: unknown, applies: 'yes' | 'maybe', fails: string): Result {
  const types = listOf(actions).map(action => valueAt(action, ['type']));
  if (!types.some(type => type === 'forward' || isUnknown(type)))
    return pass('It forwards no requests over plain HTTP.');
  if (applies === 'maybe') return unknown('Whether its load balancer is public');
  return types.includes('forward') ? fail(fails) : unknown('Its answer to requests');
}

/** A load balancer that is not in the program belongs to neither kind. */
function isOfKind(listener: Node, graph: ResourceGraph, kind: 'public' | 'internal'): 'yes' | 'no' | 'maybe' {
  const [target] = graph.targets(listener, ['loadBalancerArn'], ['aws:lb/loadBalancer:LoadBalancer']);
  if (!target || (!target.node && target.value !== undefined)) return 'no';
  const { internal, enableDeletionProtection } = target.node?.inputs ?? {};
  const isInternal = target.node ? (switchOf(internal) ?? 'off') : 'unknown';
  if (isInternal === 'unknown') return 'maybe';
  if (kind === 'internal') return isInternal === 'on' ? 'yes' : 'no';
  if (isInternal === 'on' || switchOf(enableDeletionProtection) === 'on') return 'no';
  return isUnknown(enableDeletionProtection) ? 'maybe' : 'yes';
}
