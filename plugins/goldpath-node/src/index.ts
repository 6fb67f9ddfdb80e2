export type { AnswerValidator } from './answers/AnswerValidator.ts';
export { createAnswerValidator } from './answers/createAnswerValidator.ts';
export { portalAnswers, withPortalAnswers } from './answers/portalAnswers.ts';
export { locationOf, stampedFolder, stepsOf } from './answers/stampedTemplate.ts';
export { validateInCatalog } from './answers/validateInCatalog.ts';
export { type Author, goldpathAuthor } from './git.ts';
export {
  answerProblem,
  connectionProblem,
  type GitHubAccess,
  gitHubProblem,
  type GitHubRepository,
  gitHubRepository,
  repositoryPresence,
} from './gitHub.ts';
export { DefaultGithubCredentialsProvider, ScmIntegrations } from './integration.ts';
export { localRepositoriesRoot } from './localRepositories.ts';
export { templatesRoot } from './templatesRoot.ts';
export { createRepository, freeDestination, removeRepository } from './localRepository.ts';
export { readRemote, type RemoteReading } from './readRemote.ts';
export { InvalidAnswersError, StepError, withStepErrors } from './stepError.ts';
export { localFolder, type RemoteReader, templateFolder } from './templateFolder.ts';
export {
  type GitHubServiceRepository,
  type LocalServiceRepository,
  serviceRepository,
  type ServiceRepository,
} from './upgrade/serviceRepository.ts';
export { offeredAnswers } from './upgrade/offeredAnswers.ts';
export { UnansweredError } from './upgrade/UnansweredError.ts';
export {
  type RepositoryUpgrade,
  type RepositoryUpgradeOptions,
  upgradeRepository,
  type UpgradeServices,
} from './upgrade/upgradeRepository.ts';
