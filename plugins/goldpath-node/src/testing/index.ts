export { startTestGitHub, type TestGitHub } from './gitHub.ts';
export { serveGit } from './gitServer.ts';
export { askForTier, writeTinyTemplate } from './tinyTemplate.ts';
export type { TestRun } from './workflowRuns.ts';
