import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { Pipeline } from './config';
import { allowing, type Statement } from './policy';
import { releaseRights, type Release } from './release-rights';

/** What {@link Identity} needs. */
export interface IdentityArgs extends Release {
  kind: Pipeline;
  /** `owner/name` */
  repository: string;
  /** false when the account knows GitHub or GitLab already: an account has one provider for each */
  createProvider: boolean;
}

/** Who vouches for a job, for whom, and in which words: whose job it is has to be exactly this. */
const issuers: Record<Pipeline, { host: string; audience: string; subject: (args: IdentityArgs) => string }> =
  {
    // the environment, whose approvals and branches GitHub enforces:
    // https://docs.github.com/en/actions/reference/security/oidc
    github: {
      host: 'token.actions.githubusercontent.com',
      audience: 'sts.amazonaws.com',
      subject: ({ repository, stage }) => `repo:${repository}:environment:${stage}`,
    },
    // GitLab's subject knows no environment, so it is the protected branch that vouches:
    // https://docs.gitlab.com/ci/secrets/id_token_authentication/
    gitlab: {
      host: 'gitlab.com',
      audience: 'https://gitlab.com',
      subject: ({ repository }) => `project_path:${repository}:ref_type:branch:ref:main`,
    },
  };

/** The pipeline of one repository, without any key: GitHub or GitLab vouches for its jobs. */
export class Identity extends pulumi.ComponentResource {
  readonly roleArn: pulumi.Output<string>;

  constructor(name: string, args: IdentityArgs, opts?: pulumi.ComponentResourceOptions) {
    super('service:identity:Identity', name, {}, opts);
    const { host, audience, subject } = issuers[args.kind];
    const role = new aws.iam.Role(
      `${name}-deploy`,
      {
        name: `${name}-deploy`,
        description: `Releases from ${args.repository} to ${args.stage}`,
        maxSessionDuration: 3600,
        assumeRolePolicy: pulumi.jsonStringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Federated: this.#providerArn(name, args) },
              Action: 'sts:AssumeRoleWithWebIdentity',
              Condition: {
                StringEquals: {
                  [`${host}:aud`]: audience,
                  [`${host}:sub`]: subject(args),
                },
              },
            },
          ],
        }),
      },
      { parent: this },
    );
    for (const [part, statements] of Object.entries(releaseRights(args)))
      this.#allow(name, role, part, statements);
    this.roleArn = role.arn;
    this.registerOutputs();
  }

  #providerArn(name: string, { kind, createProvider, accountId }: IdentityArgs): pulumi.Output<string> {
    const { host, audience } = issuers[kind];
    // not looked up: the pipeline runs this program too, and would need the right to list the account's providers
    if (!createProvider) return pulumi.interpolate`arn:aws:iam::${accountId}:oidc-provider/${host}`;
    return new aws.iam.OpenIdConnectProvider(
      `${name}-${kind}`,
      { url: `https://${host}`, clientIdLists: [audience] },
      // other stages of the account may rest on it
      { parent: this, retainOnDelete: true },
    ).arn;
  }

  #allow(name: string, role: aws.iam.Role, part: string, statements: Statement[]): void {
    if (statements.length === 0) return;
    new aws.iam.RolePolicy(
      `${name}-deploy-${part}`,
      { role: role.id, policy: allowing(statements) },
      { parent: this },
    );
  }
}
