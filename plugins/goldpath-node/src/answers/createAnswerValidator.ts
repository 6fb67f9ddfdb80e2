import type { RootConfigService, UrlReaderService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { DefaultGithubCredentialsProvider, ScmIntegrations } from '../integration.ts';
import { localRepositoriesRoot } from '../localRepositories.ts';
import { AnswerValidator } from './AnswerValidator.ts';
import { portalAnswers } from './portalAnswers.ts';

/** Creates the validator of answers for the portal's configuration. */
export function createAnswerValidator({
  config,
  ...services
}: {
  config: RootConfigService;
  catalog: CatalogService;
  reader: UrlReaderService;
}): AnswerValidator {
  const integrations = ScmIntegrations.fromConfig(config);
  const github = DefaultGithubCredentialsProvider.fromIntegrations(integrations);
  return new AnswerValidator({
    ...services,
    integrations,
    github,
    root: localRepositoriesRoot(config),
    answers: portalAnswers(config),
  });
}
