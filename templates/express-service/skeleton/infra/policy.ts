import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

/** An allow statement of a policy. */
export interface Statement {
  Action: pulumi.Input<string>[];
  Resource: pulumi.Input<pulumi.Input<string>[] | string>;
  Condition?: Record<string, Record<string, pulumi.Input<pulumi.Input<string> | string[]>>>;
}

/** A policy document with the allow statements. */
export function policyDocument(statements: Statement[]): pulumi.Output<string> {
  return pulumi.jsonStringify({
    Version: '2012-10-17',
    Statement: statements.map(statement => ({ Effect: 'Allow', ...statement })),
  });
}

/** The arguments of {@link serviceRole}. */
export interface ServiceRoleArgs {
  description: string;
  /** the AWS service that assumes the role: `ecs-tasks.amazonaws.com` */
  service: string;
  /** the permissions of the role; an empty list grants none */
  statements: Statement[];
}

/** A role that an AWS service can assume on behalf of this account only, with its permissions. */
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
            // resources of other accounts cannot make the service act here (confused deputy)
            Condition: { StringEquals: { 'aws:SourceAccount': account } },
          },
        ],
      }),
    },
    { parent },
  );
  if (statements.length > 0)
    new aws.iam.RolePolicy(name, { role: role.id, policy: policyDocument(statements) }, { parent });
  return role;
}
