import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

/** The arguments of {@link Certificate}. */
export interface CertificateArgs {
  domain: string;
  /** the Route 53 zone of the domain */
  hostedZoneId: string;
}

/** A certificate with DNS validation; AWS renews it as long as the DNS record exists. */
export class Certificate extends pulumi.ComponentResource {
  /** known once the certificate is issued */
  readonly arn: pulumi.Output<string>;

  constructor(
    name: string,
    { domain, hostedZoneId }: CertificateArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super('service:certificate:Certificate', name, {}, opts);
    const child = { parent: this };
    const certificate = new aws.acm.Certificate(
      `${name}-edge`,
      { domainName: domain, validationMethod: 'DNS', tags: { Name: domain } },
      child,
    );
    const validation = certificate.domainValidationOptions.apply(([option]) => {
      if (!option)
        throw new pulumi.RunError(`AWS returned no DNS record to validate ${domain}; run pulumi up again.`);
      return option;
    });
    const record = new aws.route53.Record(
      `${name}-certificate`,
      {
        zoneId: hostedZoneId,
        name: validation.resourceRecordName,
        type: validation.resourceRecordType.apply(type => type as aws.route53.RecordType),
        records: [validation.resourceRecordValue],
        ttl: 300,
        // the certificates of an account for the same domain share the record
        allowOverwrite: true,
      },
      child,
    );
    this.arn = new aws.acm.CertificateValidation(
      `${name}-edge`,
      { certificateArn: certificate.arn, validationRecordFqdns: [record.fqdn] },
      child,
    ).certificateArn;
    this.registerOutputs();
  }
}
