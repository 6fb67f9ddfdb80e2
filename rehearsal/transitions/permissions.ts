import type { Operation } from './outcome.ts';

/** An allow statement of a policy in AWS. */
export interface Statement {
  Action: string[];
  Resource: string | string[];
}

/** A call of AWS that an operation of the provider makes. */
interface Call {
  action: string;
  /** the ARN on which it is made, or `*` for an action without resource-level permissions */
  resource: string;
}

type Inputs = Readonly<Record<string, unknown>>;

/**
 * The calls by type, operation and inputs, for the types that a release changes: the functions Create, Update and Read in
 * internal/service/ecs/{service,task_definition}.go of github.com/hashicorp/terraform-provider-aws, read on 2026-11-29. The
 * resources of the actions: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html
 */
const calls: Readonly<Record<string, (arn: (resource: string) => string, inputs: Inputs) => Call[]>> = {
  'create aws:ecs/taskDefinition:TaskDefinition': (arn, { family, executionRoleArn, taskRoleArn }) => [
    { action: 'ecs:RegisterTaskDefinition', resource: arn(`task-definition/${String(family)}:1`) },
    { action: 'ecs:TagResource', resource: arn(`task-definition/${String(family)}:1`) },
    { action: 'ecs:DescribeTaskDefinition', resource: '*' },
    ...[executionRoleArn, taskRoleArn].map(role => ({ action: 'iam:PassRole', resource: String(role) })),
  ],
  'update aws:ecs/service:Service': (arn, { name }) => {
    const service = `${String(name)}/${String(name)}`;
    return [
      { action: 'ecs:UpdateService', resource: arn(`service/${service}`) },
      { action: 'ecs:DescribeServices', resource: arn(`service/${service}`) },
      // waitForSteadyState
      { action: 'ecs:ListServiceDeployments', resource: arn(`service/${service}`) },
      { action: 'ecs:DescribeServiceDeployments', resource: arn(`service-deployment/${service}/1`) },
    ];
  },
  // skipDestroy: the revision stays, and AWS is not called
  'delete aws:ecs/taskDefinition:TaskDefinition': () => [],
};

/** Operations of a replacement, which are calls of the provider, by the kind of call; `replace` is only their sum. */
const kinds: Readonly<Record<string, string>> = {
  create: 'create',
  'create-replacement': 'create',
  update: 'update',
  delete: 'delete',
  'delete-replaced': 'delete',
};

/**
 * The calls of a plan that a role may not make.
 *
 * @returns sentences, one for each call
 * @throws Error for an operation whose calls are not in the table
 */
export function deniedCalls(
  operations: readonly Operation[],
  statements: readonly Statement[],
  region: string,
): string[] {
  const arn = (resource: string) => `arn:aws:ecs:${region}:123456789012:${resource}`;
  return operations
    .filter(({ op, type }) => kinds[op] && type.startsWith('aws:'))
    .flatMap(operation => callsOf(operation, arn))
    .filter(call => !statements.some(statement => allows(statement, call)))
    .map(({ action, resource }) => `${action} is not allowed on ${resource}`);
}

function callsOf({ op, type, new: next, old }: Operation, arn: (resource: string) => string): Call[] {
  const operation = `${kinds[op]} ${type}`;
  const made = calls[operation];
  if (!made) throw new Error(`The calls of AWS for "${operation}" are not in ${import.meta.filename}.`);
  return made(arn, (next ?? old)?.inputs ?? {});
}

function allows({ Action, Resource }: Statement, { action, resource }: Call): boolean {
  return Action.includes(action) && [Resource].flat().some(pattern => matches(pattern, resource));
}

/** Whether a pattern of IAM, in which `*` is any text, contains a resource. */
function matches(pattern: string, resource: string): boolean {
  const escaped = pattern.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replaceAll('*', '.*')}$`).test(resource);
}
