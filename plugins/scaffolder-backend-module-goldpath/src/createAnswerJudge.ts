import type { RootConfigService, UrlReaderService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { localRepositoriesRoot } from '@goldpath/plugin-goldpath-node';
import { AnswerJudge } from './AnswerJudge.ts';
import { DefaultGithubCredentialsProvider, ScmIntegrations } from './integration.ts';

/** The judge of answers as this portal is configured. */
export function createAnswerJudge({
  config,
  ...services
}: {
  config: RootConfigService;
  catalog: CatalogService;
  reader: UrlReaderService;
}): AnswerJudge {
  const integrations = ScmIntegrations.fromConfig(config);
  const github = DefaultGithubCredentialsProvider.fromIntegrations(integrations);
  return new AnswerJudge({ ...services, integrations, github, root: localRepositoriesRoot(config) });
}
