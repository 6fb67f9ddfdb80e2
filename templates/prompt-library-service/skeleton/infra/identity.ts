import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { Pipeline } from './config';
import { allowing, type Statement } from './policy';
import { readRights } from './read-rights';
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
interface Issuer {
  host: string;
  audience: string;
  subject: (repository: string, environment: string) => string;
}

const issuers: Record<Pipeline, Issuer> = {
  // the environment, whose approvals and branches GitHub enforces:
  // https://docs.github.com/en/actions/reference/security/oidc
  github: {
    host: 'token.actions.githubusercontent.com',
    audience: 'sts.amazonaws.com',
    subject: (repository, environment) => `repo:${repository}:environment:${environment}`,
  },
  // GitLab's subject knows no environment, so it is the protected branch that vouches:
  // https://docs.gitlab.com/ci/secrets/id_token_authentication/
  gitlab: {
    host: 'gitlab.com',
    audience: 'https://gitlab.com',
    subject: repository => `project_path:${repository}:ref_type:branch:ref:main`,
  },
};

/** The pipeline of one repository, without any key: GitHub or GitLab vouches for its jobs. */
export class Identity extends pulumi.ComponentResource {
  /** may release */
  readonly roleArn: pulumi.Output<string>;
  /** may look, for previews and for a comparison of AWS with the program */
  readonly readRoleArn: pulumi.Output<string>;

  constructor(name: string, args: IdentityArgs, opts?: pulumi.ComponentResourceOptions) {
    super('service:identity:Identity', name, {}, opts);
    const { stage, repository } = args;
    const provider = this.#providerArn(name, args);
    const deploy = this.#role(
      `${name}-deploy`,
      `Releases from ${repository} to ${stage}`,
      stage,
      provider,
      args,
    );
    for (const [part, statements] of Object.entries(releaseRights(args)))
      this.#allow(`${name}-deploy-${part}`, deploy, statements);

    // a pull request runs its own program before anybody has read it, so it has an environment and a role of its own
    const read = this.#role(
      `${name}-read`,
      `Compares ${stage} with ${repository}`,
      `${stage}-read`,
      provider,
      args,
    );
    this.#allow(`${name}-read`, read, readRights(args));
    new aws.iam.RolePolicyAttachment(
      `${name}-read`,
      // how everything is set, and nothing of what is kept: no object, no secret, no row
      { role: read.name, policyArn: 'arn:aws:iam::aws:policy/SecurityAudit' },
      { parent: this },
    );
    this.roleArn = deploy.arn;
    this.readRoleArn = read.arn;
    this.registerOutputs();
  }

  /** A role for the jobs of one environment of the repository. */
  #role(
    name: string,
    description: string,
    environment: string,
    provider: pulumi.Input<string>,
    { kind, repository }: IdentityArgs,
  ): aws.iam.Role {
    const { host, audience, subject } = issuers[kind];
    return new aws.iam.Role(
      name,
      {
        name,
        description,
        maxSessionDuration: 3600,
        assumeRolePolicy: pulumi.jsonStringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Federated: provider },
              Action: 'sts:AssumeRoleWithWebIdentity',
              Condition: {
                StringEquals: {
                  [`${host}:aud`]: audience,
                  [`${host}:sub`]: subject(repository, environment),
                },
              },
            },
          ],
        }),
      },
      { parent: this },
    );
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

  #allow(name: string, role: aws.iam.Role, statements: Statement[]): void {
    if (statements.length === 0) return;
    new aws.iam.RolePolicy(name, { role: role.id, policy: allowing(statements) }, { parent: this });
  }
}
