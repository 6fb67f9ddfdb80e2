export { interfaceIn, namespaceIn, readDeclarations } from './declarations.ts';
export { readEngineOutput } from './engine/engineOutput.ts';
export { isWithoutResource } from './graph/actionsWithoutResource.ts';
export { balancersOf, type Balancers } from './graph/balancers.ts';
export { databaseTypes, portOf } from './graph/databases.ts';
export {
  canonical,
  holdsUnknown,
  isUnknown,
  listOf,
  type Node,
  ResourceGraph,
  secretIn,
  type Target,
  valueAt,
} from './graph/graph.ts';
export { handlesOf } from './graph/identifyingOutputs.ts';
export { locationSuffix } from './graph/locationSuffix.ts';
export { type Members, membersOf } from './graph/members.ts';
export { defaultNetworkReason, type Place, placesOf, residentTypes, vpcTypes } from './graph/placement.ts';
export {
  type Condition,
  type Openness,
  opennessOf,
  type Policy,
  type Principal,
  readPolicy,
  type Statement,
} from './graph/policyDocument.ts';
export { type HeldPolicy, policiesIn, policiesOf, type PolicyKind } from './graph/policyHolders.ts';
export { numberOf, opens, type Port, type Ports, type Transport } from './graph/ports.ts';
export { type Exposure, exposureOf, natGatewaysOf, subnetTypes, zoneOf } from './graph/reachability.ts';
export { resolveReferences } from './graph/references.ts';
export { markSecrets, type Unwrapped, unwrapSecrets } from './graph/secretValues.ts';
export {
  describePermission,
  type Group,
  groupOf,
  groupsOf,
  type Ingress,
  ingressOf,
  ingressPermissions,
  type Permission,
  type Source,
} from './graph/securityGroups.ts';
export { EmptyProgramError, ProgramError, UnknownStackError } from './programError.ts';
export { isProgramFile, PROGRAM_FILE, programFolder } from './programFolder.ts';
export { execute, type ExecuteOptions } from './run/execute.ts';
export {
  createOffline,
  lookUpOffline,
  namesIn,
  type NewResource,
  type OfflineResource,
  secretOf,
} from './run/offline.ts';
export { account } from './run/outputs.ts';
export { ProgramHost } from './run/ProgramHost.ts';
export { readProject } from './run/project.ts';
export {
  type Execution,
  type Omission,
  type OmissionKind,
  type RecordedResource,
  type Runtime,
  type SourcePosition,
  type StackConfig,
  type StackRun,
  unknownValue,
} from './run/recorded.ts';
export { type ProgramGraphs, type ProgramOptions, runProgram, type StackGraph } from './runProgram.ts';
export { type LocatedSubject, locationIn, subjectOf } from './subject.ts';
