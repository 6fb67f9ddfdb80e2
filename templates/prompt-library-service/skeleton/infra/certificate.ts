import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

/** What {@link Certificate} needs. */
export interface CertificateArgs {
  domain: string;
  /** the Route 53 zone of the domain */
  hostedZoneId: string;
}

/** A certificate that proves by a DNS record whose the domain is; AWS renews it as long as the record is there. */
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
    const proof = certificate.domainValidationOptions.apply(([option]) => {
      if (!option)
        throw new pulumi.RunError(`AWS named no DNS record to prove ${domain}; run pulumi up again.`);
      return option;
    });
    const record = new aws.route53.Record(
      `${name}-certificate`,
      {
        zoneId: hostedZoneId,
        name: proof.resourceRecordName,
        type: proof.resourceRecordType.apply(type => type as aws.route53.RecordType),
        records: [proof.resourceRecordValue],
        ttl: 300,
        // all certificates of an account for one domain share the record
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
