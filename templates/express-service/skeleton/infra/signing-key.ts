import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

/**
 * The key with which the pipeline signs images. Its private part never leaves KMS; the repository contains the public one, with
 * which each stage verifies an image (`deploy/verify.sh`). AWS cannot rotate such a key: docs/runbooks.md replaces it.
 */
export class SigningKey extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;

  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super('service:signing-key:SigningKey', name, {}, opts);
    const key = new aws.kms.Key(
      `${name}-signing`,
      {
        description: `Signs the images that the pipeline of ${name} builds`,
        keyUsage: 'SIGN_VERIFY',
        customerMasterKeySpec: 'ECC_NIST_P256',
        deletionWindowInDays: 30,
        policy: this.#policy(),
      },
      { parent: this },
    );
    // deploy/sign.sh uses this name, without reading the stage's outputs
    new aws.kms.Alias(
      `${name}-signing`,
      { name: `alias/${name}-signing`, targetKeyId: key.keyId },
      { parent: this },
    );
    this.arn = key.arn;
    this.registerOutputs();
  }

  /** IAM policies of the account control who signs: the role of the pipeline, and no other of this program. */
  #policy(): pulumi.Output<string> {
    const account = aws.getCallerIdentityOutput({}, { parent: this }).accountId;
    return pulumi.jsonStringify({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'AccountDecides',
          Effect: 'Allow',
          Principal: { AWS: pulumi.interpolate`arn:aws:iam::${account}:root` },
          Action: 'kms:*',
          Resource: '*',
        },
      ],
    });
  }
}
