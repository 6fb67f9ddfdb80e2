export { type NewerVersion, newerVersions } from './changelog.ts';
export { finishUpgrade } from './finishUpgrade.ts';
export { git, GitError, type GitOptions, runGit, type GitResult } from './git/git.ts';
export type { StampRelease } from './lastRender.ts';
export type { Migration, Texts } from './migrations/migration.ts';
export { releasedFiles, releasedTemplate, templateAt } from './releasedTemplate.ts';
export {
  isEndOfShallowHistory,
  type ReleaseRecord,
  releaseRef,
  type Releases,
  RELEASES_FILE,
  tagOf,
} from './releases.ts';
export { render, type Render } from './render.ts';
export type { Resolution } from './resolve.ts';
export { openService, parseManifest, type Service, ServiceError } from './service.ts';
export { type ServiceFiles, type ServiceStatus, status, statusOf } from './status.ts';
export { type FolderService, FolderServices } from './FolderServices.ts';
export { contentHashes } from './folderFiles.ts';
export type { Generate } from './verify/verify.ts';
export { type NewAnswers, type NewQuestion, newQuestions } from './newQuestions.ts';
export { readDiff } from './readDiff.ts';
export { upgrade, type Upgrade, type UpgradeOptions } from './upgrade.ts';
export { writeChanges } from './writeChanges.ts';
