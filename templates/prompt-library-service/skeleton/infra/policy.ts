import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

/** A statement of a policy that allows something. */
export interface Statement {
  Action: pulumi.Input<string>[];
  Resource: pulumi.Input<pulumi.Input<string>[] | string>;
  Condition?: Record<string, Record<string, pulumi.Input<pulumi.Input<string> | string[]>>>;
}

/** A policy document that allows what the statements say. */
export function allowing(statements: Statement[]): pulumi.Output<string> {
  return pulumi.jsonStringify({
    Version: '2012-10-17',
    Statement: statements.map(statement => ({ Effect: 'Allow', ...statement })),
  });
}

/** What {@link serviceRole} needs. */
export interface ServiceRoleArgs {
  description: string;
  /** the service of AWS that takes the role: `ecs-tasks.amazonaws.com` */
  service: string;
  /** what the role may do; none means nothing */
  statements: Statement[];
}

/** A role that a service of AWS takes for this account only, and what it may do. */
export function serviceRole(
  name: string,
  { description, service, statements }: ServiceRoleArgs,
  parent: pulumi.Resource,
): aws.iam.Role {
  const account = aws.getCallerIdentityOutput({}, { parent }).accountId;
  const role = new aws.iam.Role(
    name,
    {
      description,
      assumeRolePolicy: pulumi.jsonStringify({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: service },
            Action: 'sts:AssumeRole',
            // nobody else's resource makes the service act here
            Condition: { StringEquals: { 'aws:SourceAccount': account } },
          },
        ],
      }),
    },
    { parent },
  );
  if (statements.length > 0)
    new aws.iam.RolePolicy(name, { role: role.id, policy: allowing(statements) }, { parent });
  return role;
}
