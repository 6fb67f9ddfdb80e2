import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { Pipeline } from './config';
import { policyDocument, type Statement } from './policy';
import { readPermissions } from './read-permissions';
import { releasePermissions, type Release } from './release-permissions';

/** The arguments of {@link Identity}. */
export interface IdentityArgs extends Release {
  kind: Pipeline;
  /** `owner/name` */
  repository: string;
  /** false when the account has the identity provider of GitHub or GitLab already: an account can have one of each */
  createProvider: boolean;
}

/** An issuer of OIDC tokens for jobs, and the exact audience and subject that a token must have. */
interface Issuer {
  host: string;
  audience: string;
  subject: (repository: string, environment: string) => string;
}

const issuers: Record<Pipeline, Issuer> = {
  // by environment, since GitHub enforces its approvals and branches:
  // https://docs.github.com/en/actions/reference/security/oidc
  github: {
    host: 'token.actions.githubusercontent.com',
    audience: 'sts.amazonaws.com',
    subject: (repository, environment) => `repo:${repository}:environment:${environment}`,
  },
  // by protected branch, since GitLab's subject does not contain the environment:
  // https://docs.gitlab.com/ci/secrets/id_token_authentication/
  gitlab: {
    host: 'gitlab.com',
    audience: 'https://gitlab.com',
    subject: repository => `project_path:${repository}:ref_type:branch:ref:main`,
  },
};

/** The roles of one repository's pipeline. Its jobs authenticate with OIDC tokens of GitHub or GitLab, without access keys. */
export class Identity extends pulumi.ComponentResource {
  /** may deploy releases */
  readonly roleArn: pulumi.Output<string>;
  /** read-only, for previews and drift detection */
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
    for (const [part, statements] of Object.entries(releasePermissions(args)))
      this.#allow(`${name}-deploy-${part}`, deploy, statements);

    // a pull request runs its own program before it is reviewed, so it has a separate environment and role
    const read = this.#role(
      `${name}-read`,
      `Compares ${stage} with ${repository}`,
      `${stage}-read`,
      provider,
      args,
    );
    this.#allow(`${name}-read`, read, readPermissions(args));
    new aws.iam.RolePolicyAttachment(
      `${name}-read`,
      // reads all settings but no stored data: no object, no secret, no row
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
    // not looked up: the pipeline runs this program too, and would need permission to list the account's providers
    if (!createProvider) return pulumi.interpolate`arn:aws:iam::${accountId}:oidc-provider/${host}`;
    return new aws.iam.OpenIdConnectProvider(
      `${name}-${kind}`,
      { url: `https://${host}`, clientIdLists: [audience] },
      // other stages of the account may use it
      { parent: this, retainOnDelete: true },
    ).arn;
  }

  #allow(name: string, role: aws.iam.Role, statements: Statement[]): void {
    if (statements.length === 0) return;
    new aws.iam.RolePolicy(name, { role: role.id, policy: policyDocument(statements) }, { parent: this });
  }
}
