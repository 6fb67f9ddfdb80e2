/**
 * The answers of the rehearsed service. Those that are not one of a few choices differ from every sample, so that nothing
 * works only for a sample.
 */
export const answers = {
  name: 'haiku-desk',
  owner: 'group:default/storefront',
  description: 'Short poems for long meetings',
  region: 'eu-west-1',
  size: 'medium',
  nat: 'single',
  rollout: 'rolling',
  pipeline: 'github',
  destination: 'github',
  repoUrl: 'github.com?owner=acme-works&repo=haiku-desk',
  visibility: 'internal',
  codeOwners: '@acme-works/storefront',
  platformRepository: 'acme-works/goldpath',
};

/** The owner and the name of its repository. */
export const repository = { owner: 'acme-works', name: 'haiku-desk' };
