import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

/** The arguments of {@link Registry}. */
export interface RegistryArgs {
  keyArn: pulumi.Input<string>;
}

/**
 * Which images are deleted. A release is one image with a tag, and the manifests that it refers to, which have none: only tagged
 * images are counted. https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html, looked up 2026-11-28.
 */
const lifecycle = {
  rules: [
    {
      rulePriority: 1,
      description: 'Images without a tag go after 7 days',
      selection: { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 7 },
      action: { type: 'expire' },
    },
    {
      rulePriority: 2,
      description: 'Keep the 50 newest releases, to go back to',
      selection: {
        tagStatus: 'tagged',
        tagPatternList: ['*'],
        countType: 'imageCountMoreThan',
        // each release has two tags: the image, and its signature
        countNumber: 100,
      },
      action: { type: 'expire' },
    },
  ],
};

/** The repository of images: tags are immutable, every image is scanned, old ones are deleted. */
export class Registry extends pulumi.ComponentResource {
  readonly url: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  readonly repositoryName: pulumi.Output<string>;

  constructor(name: string, { keyArn }: RegistryArgs, opts?: pulumi.ComponentResourceOptions) {
    super('service:registry:Registry', name, {}, opts);
    const child = { parent: this };
    const repository = new aws.ecr.Repository(
      name,
      {
        // the pipeline pushes to this name, without reading the stage's outputs
        name,
        imageTagMutability: 'IMMUTABLE',
        imageScanningConfiguration: { scanOnPush: true },
        encryptionConfigurations: [{ encryptionType: 'KMS', kmsKey: keyArn }],
      },
      child,
    );
    new aws.ecr.LifecyclePolicy(
      name,
      { repository: repository.name, policy: JSON.stringify(lifecycle) },
      child,
    );
    this.url = repository.repositoryUrl;
    this.arn = repository.arn;
    this.repositoryName = repository.name;
    this.registerOutputs();
  }
}
