import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

/** What {@link Secrets} needs. */
export interface SecretsArgs {
  keyArn: pulumi.Input<string>;
  /** by the name of the environment variable that a container gets it as */
  values: Record<string, pulumi.Input<string>>;
}

/** What the service is told but nobody may read in a task definition: each a secret of its own in Secrets Manager. */
export class Secrets extends pulumi.ComponentResource {
  /** by the name of the environment variable; known once the value is there */
  readonly arns: Record<string, pulumi.Output<string>>;

  constructor(name: string, { keyArn, values }: SecretsArgs, opts?: pulumi.ComponentResourceOptions) {
    super('service:secrets:Secrets', name, {}, opts);
    this.arns = Object.fromEntries(
      Object.entries(values).map(([variable, value]) => [
        variable,
        this.#keep(name, variable, value, keyArn),
      ]),
    );
    this.registerOutputs();
  }

  #keep(
    name: string,
    variable: string,
    value: pulumi.Input<string>,
    keyArn: pulumi.Input<string>,
  ): pulumi.Output<string> {
    const logicalName = `${name}-${variable.toLowerCase().replaceAll('_', '-')}`;
    const secret = new aws.secretsmanager.Secret(
      logicalName,
      {
        description: `${variable} of ${name}`,
        kmsKeyId: keyArn,
        // so long a deleted secret can be restored
        recoveryWindowInDays: 7,
      },
      { parent: this },
    );
    return new aws.secretsmanager.SecretVersion(
      logicalName,
      { secretId: secret.id, secretString: value },
      { parent: this },
    ).arn;
  }
}
