import { expect, it } from 'vitest';
import { run } from './testing';

const domainWithZone = { 'service:domain': 'prompts.example.com', 'service:hostedZoneId': 'Z0123456789' };

it('is created for the domain and validated in its zone', async () => {
  const program = await run('prod', domainWithZone);
  expect(program.one('acm/certificate:Certificate').inputs).toMatchObject({
    domainName: 'prompts.example.com',
    validationMethod: 'DNS',
  });
  expect(program.one('route53/record:Record', 'shop-prod-certificate').inputs).toMatchObject({
    zoneId: 'Z0123456789',
    name: 'r',
    type: 'CNAME',
    records: ['v'],
  });
});

it('is used only after it is issued', async () => {
  const program = await run('prod', domainWithZone);
  const certificate = program.one('acm/certificate:Certificate');
  const { inputs } = program.one('acm/certificateValidation:CertificateValidation');
  expect(inputs.certificateArn).toBe('arn:aws:acm/certificate:Certificate:shop-prod-edge');
  expect(certificate.name).toBe('shop-prod-edge');
  expect(program.one('lb/listener:Listener', 'shop-prod-https').inputs.certificateArn).toBe(
    inputs.certificateArn,
  );
});

it('is not created when one is configured', async () => {
  const arn = 'arn:aws:acm:eu-north-1:123456789012:certificate/0123';
  const program = await run('prod', {
    ...domainWithZone,
    'aws:region': 'eu-north-1',
    'service:certificateArn': arn,
  });
  expect(program.all('acm/certificate:Certificate')).toEqual([]);
  expect(program.one('lb/listener:Listener', 'shop-prod-https').inputs.certificateArn).toBe(arn);
});
