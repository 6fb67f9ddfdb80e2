export { checkProgram } from './check.ts';
export { type ProgramGraphs, type ProgramOptions, programGraphs, type StackGraph } from './graphs.ts';
export { rules } from './pack.ts';
export { ProgramError, UnknownStackError, WaiversError } from './programError.ts';
export type { CheckResult, Severity, Verdict } from './result.ts';
export type { Finding, Rule } from './rules/rule.ts';
export { type Subject, subjectOf } from './subject.ts';
export { balancersOf } from './graph/balancers.ts';
export { carriersOf } from './graph/carriers.ts';
export { databaseTypes, portOf } from './graph/databases.ts';
export {
  canonical,
  holdsUnknown,
  isUnknown,
  listOf,
  type Node,
  ResourceGraph,
  valueAt,
} from './graph/graph.ts';
export { placesOf, residentTypes, vpcTypes } from './graph/placement.ts';
export { readPolicy } from './graph/policyDocument.ts';
export { numberOf, opens, type Ports, portsOf } from './graph/ports.ts';
export { exposureOf, natGatewaysOf, subnetTypes, zoneOf } from './graph/reachability.ts';
export {
  type Group,
  groupOf,
  groupsOf,
  ingressOf,
  type Permission,
  type Source,
} from './graph/securityGroups.ts';
