import * as pulumi from '@pulumi/pulumi';
import * as vercel from '@pulumiverse/vercel';

/** The arguments of {@link Frontend}. */
export interface FrontendArgs {
  domain: string;
  /** `owner/name` on GitHub, whose pushes are deployed; without one, the frontend is deployed manually */
  repository: string | undefined;
  apiUrl: pulumi.Input<string>;
}

/** A Next.js frontend on Vercel. The Vercel provider reads its token from the environment variable `VERCEL_API_TOKEN`. */
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
        // a pull request from a fork is built with the variables only after a member has approved it
        gitForkProtection: true,
        gitRepository: repository === undefined ? undefined : { type: 'github', repo: repository },
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
