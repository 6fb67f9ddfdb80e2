import { requirementRule } from './requirements.ts';

/**
 * The provider requires HTTPS by default. TLS 1.0 is the default by the documentation of CloudFormation on
 * `AWS::Elasticsearch::Domain DomainEndpointOptions` (looked up 2026-11-29).
 */
export const searchHttps = requirementRule({
  id: 'search-https',
  title: 'Search domains accept only HTTPS with TLS 1.2 and later.',
  why: 'Documents and passwords can be read on the way.',
  fix: `Choose the newest policy:
  domainEndpointOptions: { tlsSecurityPolicy: 'Policy-Min-TLS-1-2-PFS-2023-10' }`,
  severity: 'warning',
  reference:
    'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/infrastructure-security.html',
  controls: ['Opensearch.8', 'ES.8'],
  requires: [
    {
      types: ['aws:opensearch/domain:Domain', 'aws:elasticsearch/domain:Domain'],
      path: 'domainEndpointOptions.enforceHttps',
      is: true,
      leftOut: 'passes',
      fails: 'The domain accepts plain HTTP.',
      passes: 'It requires HTTPS.',
      remediation: 'in-place',
    },
    {
      types: ['aws:opensearch/domain:Domain', 'aws:elasticsearch/domain:Domain'],
      path: 'domainEndpointOptions.tlsSecurityPolicy',
      noneOf: ['Policy-Min-TLS-1-0-2019-07'],
      leftOut: 'fails',
      fails: 'The domain accepts TLS 1.0.',
      passes: 'It accepts only TLS 1.2 and later.',
    },
  ],
  examples: {
    passing: [
      `new aws.opensearch.Domain('search', { engineVersion: 'OpenSearch_2.19', domainEndpointOptions: { tlsSecurityPolicy: 'Policy-Min-TLS-1-2-PFS-2023-10' } });`,
    ],
    failing: [
      `new aws.opensearch.Domain('search', { engineVersion: 'OpenSearch_2.19' });`,
      `new aws.opensearch.Domain('search', { engineVersion: 'OpenSearch_2.19', domainEndpointOptions: { enforceHttps: false, tlsSecurityPolicy: 'Policy-Min-TLS-1-2-PFS-2023-10' } });`,
    ],
  },
});
