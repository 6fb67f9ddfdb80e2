export { startTestGitHub, type TestGitHub } from './gitHub.ts';
export { writeTinyTemplate } from './tinyTemplate.ts';
