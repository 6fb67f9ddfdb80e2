import { requirementRule } from './requirements.ts';

/** A URL without a user and a password before its host. */
const anonymous = /^(?!\w+:\/\/[^/@]+:[^/@]+@)/;

export const buildSourceCredentials = requirementRule({
  id: 'build-source-credentials',
  title: 'URLs of the sources of builds contain no credentials.',
  why: 'Everyone who can view the project, or one of its logs, can read them.',
  fix: `Connect the project to the host of the repository, and use the plain URL:
  source: { type: 'BITBUCKET', location: 'https://bitbucket.org/acme/shop.git' }`,
  severity: 'error',
  reference: 'https://docs.aws.amazon.com/codebuild/latest/userguide/access-tokens-bitbucket-overview.html',
  controls: ['CodeBuild.1'],
  requires: ['source.location', 'secondarySources.*.location'].map(path => ({
    types: ['aws:codebuild/project:Project'],
    path,
    matches: anonymous,
    leftOut: 'passes',
    fails: 'The URL of a source contains credentials.',
    passes: 'The URLs of its sources contain no credentials.',
  })),
  examples: {
    passing: [
      `new aws.codebuild.Project('web', { serviceRole: 'arn', artifacts: { type: 'NO_ARTIFACTS' }, environment: { computeType: 'BUILD_GENERAL1_SMALL', image: 'aws/codebuild/standard:7.0', type: 'LINUX_CONTAINER' }, source: { type: 'BITBUCKET', location: 'https://acme@bitbucket.org/acme/shop.git' } });`,
    ],
    failing: [
      `new aws.codebuild.Project('web', { serviceRole: 'arn', artifacts: { type: 'NO_ARTIFACTS' }, environment: { computeType: 'BUILD_GENERAL1_SMALL', image: 'aws/codebuild/standard:7.0', type: 'LINUX_CONTAINER' }, source: { type: 'BITBUCKET', location: 'https://acme:pass@bitbucket.org/acme/shop.git' } });`,
    ],
  },
});
