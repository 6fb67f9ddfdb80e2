import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { publishers } from './events';

/** The arguments of {@link Key}. */
export interface KeyArgs {
  /** whether the key is kept when the stack is deleted: the final snapshot could not be read without it */
  retained: boolean;
}

/** The key that encrypts the data of a stage. It is rotated every year; AWS keeps old key material for decryption. */
export class Key extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;

  constructor(name: string, { retained }: KeyArgs, opts?: pulumi.ComponentResourceOptions) {
    super('service:key:Key', name, {}, opts);
    const key = new aws.kms.Key(
      name,
      {
        description: `Everything of ${name}`,
        enableKeyRotation: true,
        deletionWindowInDays: 30,
        policy: this.#policy(),
      },
      { parent: this, retainOnDelete: retained },
    );
    new aws.kms.Alias(name, { name: `alias/${name}`, targetKeyId: key.keyId }, { parent: this });
    this.arn = key.arn;
    this.registerOutputs();
  }

  /** IAM policies of the account control the use of the key; services that act without a role of the account are listed. */
  #policy(): pulumi.Output<string> {
    const child = { parent: this };
    const account = aws.getCallerIdentityOutput({}, child).accountId;
    const region = aws.getRegionOutput({}, child).region;
    const use = ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'];
    const byAccount = { StringEquals: { 'aws:SourceAccount': account } };
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
        {
          Sid: 'LogGroups',
          Effect: 'Allow',
          Principal: { Service: pulumi.interpolate`logs.${region}.amazonaws.com` },
          Action: use,
          Resource: '*',
          Condition: {
            ArnLike: {
              'kms:EncryptionContext:aws:logs:arn': pulumi.interpolate`arn:aws:logs:${region}:${account}:*`,
            },
          },
        },
        {
          Sid: 'Alarms',
          Effect: 'Allow',
          Principal: { Service: publishers },
          Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
          Resource: '*',
          Condition: byAccount,
        },
      ],
    });
  }
}
