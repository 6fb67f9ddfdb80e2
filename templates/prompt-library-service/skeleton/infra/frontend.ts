import * as pulumi from '@pulumi/pulumi';
import * as vercel from '@pulumiverse/vercel';

/** What {@link Frontend} needs. */
export interface FrontendArgs {
  domain: string;
  /** GitHub's `owner/name`, of which every push is deployed; without one the frontend is deployed by hand */
  repository: string | undefined;
  apiUrl: pulumi.Input<string>;
}

/** A Next.js frontend on Vercel. Vercel takes its token from `VERCEL_API_TOKEN` in the environment. */
export class Frontend extends pulumi.ComponentResource {
  readonly url: pulumi.Output<string>;

  constructor(
    name: string,
    { domain, repository, apiUrl }: FrontendArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super('service:frontend:Frontend', name, {}, opts);
    const child = { parent: this };
    const project = new vercel.Project(
      name,
      {
        name,
        framework: 'nextjs',
        // a stranger's pull request is built with the variables only after a member has agreed
        gitForkProtection: true,
        ...(repository !== undefined && { gitRepository: { type: 'github', repo: repository } }),
      },
      child,
    );
    new vercel.ProjectEnvironmentVariable(
      `${name}-api-url`,
      {
        projectId: project.id,
        key: 'API_URL',
        value: apiUrl,
        targets: ['production', 'preview'],
        sensitive: true,
        comment: 'Where the service answers',
      },
      child,
    );
    const address = new vercel.ProjectDomain(name, { projectId: project.id, domain }, child);
    this.url = pulumi.interpolate`https://${address.domain}`;
    this.registerOutputs();
  }
}
