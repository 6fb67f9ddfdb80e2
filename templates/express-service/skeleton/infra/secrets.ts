import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

/** The arguments of {@link Secrets}. */
export interface SecretsArgs {
  keyArn: pulumi.Input<string>;
  /** values by the name of their environment variable in a container */
  values: Record<string, pulumi.Input<string>>;
}

/** Configuration that must not be readable in a task definition: each value is a secret in Secrets Manager. */
export class Secrets extends pulumi.ComponentResource {
  /** ARNs by the name of the environment variable; known once the value is stored */
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
        // within this time a deleted secret can be restored
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
