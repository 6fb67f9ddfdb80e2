import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

/** Where the pipeline pushes images: a tag never changes, every image is scanned, old ones go. */
export class Registry extends pulumi.ComponentResource {
  readonly url: pulumi.Output<string>;

  constructor(name: string, options?: pulumi.ComponentResourceOptions) {
    super('service:registry:Registry', name, {}, options);
    const child = { parent: this };
    const repository = new aws.ecr.Repository(
      name,
      {
        imageTagMutability: 'IMMUTABLE',
        imageScanningConfiguration: { scanOnPush: true },
        encryptionConfigurations: [{ encryptionType: 'AES256' }],
      },
      child,
    );
    new aws.ecr.LifecyclePolicy(
      name,
      {
        repository: repository.name,
        policy: JSON.stringify({
          rules: [
            {
              rulePriority: 1,
              description: 'Keep the 30 newest images',
              selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 30 },
              action: { type: 'expire' },
            },
          ],
        }),
      },
      child,
    );
    this.url = repository.repositoryUrl;
    this.registerOutputs();
  }
}
