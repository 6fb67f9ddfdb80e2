import type { LoggerService, UrlReaderService } from '@backstage/backend-plugin-api';
import type { ScmIntegrations } from '@backstage/integration';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { ScaffolderService } from '@backstage/plugin-scaffolder-node';
import { DefaultGithubCredentialsProvider } from '@goldpath/plugin-goldpath-node';
import type { Answers } from '@goldpath/template';
import type { OnChecked, ServiceInspections } from '../inspection/ServiceInspections.ts';
import { BulkUpgrades } from './BulkUpgrades.ts';
import { GitHubApi } from './GitHubApi.ts';
import { GitHubServices } from './GitHubServices.ts';
import type { NotifyOwner } from './ownerNotifications.ts';
import { ServiceChecks } from './ServiceChecks.ts';
import { ServiceReports } from './ServiceReports.ts';
import { ServiceTemplates } from './ServiceTemplates.ts';
import { ServiceUpgrades } from './ServiceUpgrades.ts';

/** Creates what compares services with their templates, and upgrades them. */
export function createServices(deps: {
  /** the portal's own answers, by field */
  answers: Answers;
  catalog: CatalogService;
  inspections: ServiceInspections;
  integrations: ScmIntegrations;
  logger: LoggerService;
  notifyOwner: NotifyOwner;
  onChecked: OnChecked;
  reader: UrlReaderService;
  scaffolder: ScaffolderService;
}): { services: ServiceReports; upgrades: ServiceUpgrades; bulk: BulkUpgrades } {
  const { answers, catalog, integrations, reader } = deps;
  const github = DefaultGithubCredentialsProvider.fromIntegrations(integrations);
  const api = new GitHubApi(github);
  const gitHub = new GitHubServices(api);
  const checks = new ServiceChecks({ ...deps, gitHub: api });
  const templates = new ServiceTemplates(deps);
  return {
    services: new ServiceReports({ ...deps, checks, gitHub, templates }),
    upgrades: new ServiceUpgrades({ answers, catalog, github, integrations, reader }),
    bulk: new BulkUpgrades(deps),
  };
}
