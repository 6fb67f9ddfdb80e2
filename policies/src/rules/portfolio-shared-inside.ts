import { requirementRule } from './requirements.ts';

export const portfolioSharedInside = requirementRule({
  id: 'portfolio-shared-inside',
  title: 'Portfolios of Service Catalog are shared inside the organization.',
  why: 'A share with an account by its number is not taken back when the account leaves the organization.',
  fix: `Share with the organization or with a unit of it:
  type: 'ORGANIZATIONAL_UNIT', principalId: unit.arn`,
  severity: 'warning',
  reference: 'https://docs.aws.amazon.com/servicecatalog/latest/adminguide/catalogs_portfolios_sharing.html',
  controls: ['ServiceCatalog.1'],
  requires: [
    {
      types: ['aws:servicecatalog/portfolioShare:PortfolioShare'],
      path: 'type',
      noneOf: ['ACCOUNT'],
      leftOut: 'fails',
      fails: 'It is shared with an account by its number.',
      passes: 'It is shared inside the organization.',
    },
  ],
  examples: {
    passing: [
      `new aws.servicecatalog.PortfolioShare('tools', { portfolioId: 'port-1', principalId: 'arn', type: 'ORGANIZATIONAL_UNIT' });`,
    ],
    failing: [
      `new aws.servicecatalog.PortfolioShare('tools', { portfolioId: 'port-1', principalId: '123456789012', type: 'ACCOUNT' });`,
    ],
  },
});
