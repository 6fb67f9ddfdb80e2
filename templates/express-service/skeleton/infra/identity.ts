import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { Pipeline } from './config';
import { github, gitlab, type Issuer, type Repository } from './contracts';
import { policyDocument, type Statement } from './policy';
import { readPermissions } from './read-permissions';
import { releasePermissions, type Release } from './release-permissions';

/** The arguments of {@link Identity}. */
export interface IdentityArgs extends Release, Repository {
  kind: Pipeline;
  /** false when the account has the identity provider of GitHub or GitLab already: an account can have one of each */
  createProvider: boolean;
}

const issuers: Record<Pipeline, Issuer> = { github, gitlab };

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
    { kind, ...repository }: IdentityArgs,
  ): aws.iam.Role {
    const { host, audience, subject } = issuers[kind];
    return new aws.iam.Role(
      name,
      {
        name,
        description,
        // seconds: the pipeline requests it (.github/actions/stage), so that its longest job ends within a session
        maxSessionDuration: 7200,
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
