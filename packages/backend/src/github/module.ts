import { coreServices, createBackendModule } from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import {
  createGithubActionsDispatchAction,
  createGithubAutolinksAction,
  createGithubBranchProtectionAction,
  createGithubDeployKeyAction,
  createGithubEnvironmentAction,
  createGithubIssuesCreateAction,
  createGithubIssuesLabelAction,
  createGithubPagesEnableAction,
  createGithubRepoCreateAction,
  createGithubRepoPushAction,
  createGithubWebhookAction,
  createPublishGithubAction,
  createPublishGithubPullRequestAction,
} from '@backstage/plugin-scaffolder-backend-module-github';
import { DefaultGithubCredentialsProvider, ScmIntegrations } from '@goldpath/plugin-goldpath-node';
import { publishGithub } from './publishGithub.ts';

/**
 * The actions of `@backstage/plugin-scaffolder-backend-module-github`, whose place it takes, since an action cannot be replaced:
 * its `publish:github` reports failures of GitHub in a sentence and in time. Suggestions of a repository picker for signed-in
 * users (`requestUserCredentials`) are not included.
 */
export default createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'github',
  register(env) {
    env.registerInit({
      deps: {
        scaffolder: scaffolderActionsExtensionPoint,
        config: coreServices.rootConfig,
        catalog: catalogServiceRef,
      },
      init({ scaffolder, config, catalog }) {
        const integrations = ScmIntegrations.fromConfig(config);
        const githubCredentialsProvider = DefaultGithubCredentialsProvider.fromIntegrations(integrations);
        const requireScmUserCredentials =
          config.getOptionalBoolean('scaffolder.requireScmUserCredentials') ?? false;
        const options = {
          integrations,
          config,
          catalog,
          githubCredentialsProvider,
          requireScmUserCredentials,
        };
        scaffolder.addActions(
          publishGithub(createPublishGithubAction(options), {
            integrations,
            github: githubCredentialsProvider,
          }),
          createPublishGithubPullRequestAction(options),
          createGithubActionsDispatchAction(options),
          createGithubAutolinksAction(options),
          createGithubBranchProtectionAction(options),
          createGithubDeployKeyAction(options),
          createGithubEnvironmentAction(options),
          createGithubIssuesCreateAction(options),
          createGithubIssuesLabelAction(options),
          createGithubPagesEnableAction(options),
          createGithubRepoCreateAction(options),
          createGithubRepoPushAction(options),
          createGithubWebhookAction(options),
        );
        return Promise.resolve();
      },
    });
  },
});
