import * as pulumi from '@pulumi/pulumi';
import * as vercel from '@pulumiverse/vercel';
import type { SiteConfig } from './config';

/** The stages of Vercel, and the key of the service's address for each. */
const targets = [
  { target: 'production', key: 'serviceUrl' },
  { target: 'preview', key: 'previewServiceUrl' },
] as const;

/**
 * A Next.js site on Vercel: its project, its domain and its variables. The provider reads its token from the environment
 * variable `VERCEL_API_TOKEN`. The project has no connection to the repository: the pipeline deploys what it has tested.
 */
export class Site extends pulumi.ComponentResource {
  readonly projectId: pulumi.Output<string>;
  readonly url: pulumi.Output<string>;

  constructor(name: string, config: SiteConfig, opts?: pulumi.ComponentResourceOptions) {
    super('web:site:Site', name, {}, opts);
    const child = { parent: this };
    const project = new vercel.Project(
      name,
      {
        name,
        framework: 'nextjs',
        nodeVersion: '24.x',
        // previews show the pages of an unfinished change: only members of the team see them
        vercelAuthentication: { deploymentType: 'standard_protection_new' },
      },
      child,
    );
    for (const { target, key } of targets) {
      const value = config[key];
      if (value === undefined) continue;
      new vercel.ProjectEnvironmentVariable(
        `${name}-${target}`,
        {
          projectId: project.id,
          key: 'SERVICE_URL',
          value,
          targets: [target],
          sensitive: true,
          comment: 'The address of the service',
        },
        child,
      );
    }
    // also the one of Vercel: a name that another site has is refused here, instead of being printed as the address of this one
    const domain = config.domain ?? `${name}.vercel.app`;
    const address = new vercel.ProjectDomain(name, { projectId: project.id, domain }, child);
    this.projectId = project.id;
    this.url = pulumi.interpolate`https://${address.domain}`;
    this.registerOutputs();
  }
}
