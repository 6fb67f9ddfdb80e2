import * as pulumi from '@pulumi/pulumi';

/** What a size means. CPU in units of 1/1024, memory in MiB, storage in GiB. */
export const sizes = {
  small: { cpu: 256, memory: 512, tasks: 1, instanceClass: 'db.t4g.micro', storage: 20, multiAz: false },
  medium: { cpu: 512, memory: 1024, tasks: 2, instanceClass: 'db.t4g.medium', storage: 50, multiAz: true },
  large: { cpu: 1024, memory: 2048, tasks: 4, instanceClass: 'db.m7g.large', storage: 200, multiAz: true },
} as const;

/** How big the service is. */
export type Size = (typeof sizes)[keyof typeof sizes];

/** The validated configuration of a stage. */
export interface Config {
  /** begins the name of every resource: project and stage */
  name: string;
  size: Size;
  /** deletion protection and a last snapshot for the database */
  protected: boolean;
  /** which image of the registry runs: a tag or, better, a digest (`sha256:...`) */
  image: string;
  /** ARN of the load balancer's certificate; without one it answers plain HTTP */
  certificateArn: string | undefined;
}

/**
 * Reads `Pulumi.<stage>.yaml`.
 *
 * @throws Error with one sentence for every value that is wrong, before anything is registered
 */
export function readConfig(): Config {
  const config = new pulumi.Config('service');
  const problems: string[] = [];

  const sizeName = config.require('size');
  const size = Object.entries(sizes).find(([name]) => name === sizeName)?.[1];
  if (!size) problems.push(`service:size is '${sizeName}'; it must be one of ${Object.keys(sizes).join(', ')}.`);

  const image = config.get('image') ?? 'latest';
  if (!/^(sha256:[0-9a-f]{64}|[\w][\w.-]{0,127})$/.test(image)) {
    problems.push(`service:image is '${image}'; it must be a tag or a digest such as sha256:0123...`);
  }

  const certificateArn = config.get('certificateArn');
  if (certificateArn !== undefined && !certificateArn.startsWith('arn:aws:acm:')) {
    problems.push(`service:certificateArn is '${certificateArn}'; it must be the ARN of an ACM certificate.`);
  }

  if (problems.length > 0 || !size) {
    throw new Error(`Pulumi.${pulumi.getStack()}.yaml is not right. ${problems.join(' ')}`);
  }
  return {
    name: `${pulumi.getProject()}-${pulumi.getStack()}`,
    size,
    protected: config.requireBoolean('protected'),
    image,
    certificateArn,
  };
}
