import { expect, test } from 'vitest';
import { readJob } from './pipeline.ts';

const file = `
variables: { CACHE: $CI_PROJECT_DIR/.npm }
.changes: &changes
  - if: $CI
.role:
  before_script: [open]
  variables: { NAME: $STAGE-$CI_JOB_ID }
.deploy:
  extends: .role
  script: [ship]
  artifacts: { paths: [report.md] }
dev:
  extends: .deploy
  stage: dev
  variables: { STAGE: dev }
  rules: [!reference [.changes]]
  artifacts: { reports: { dotenv: out.env } }
`;
const predefined = { CI_PROJECT_DIR: '/builds', CI_JOB_ID: '7', STAGE: 'dev' };

test('a job has the keys of the jobs that it extends', () => {
  expect(readJob(file, 'dev', predefined)).toMatchObject({
    stage: 'dev',
    commands: ['open', 'ship'],
    files: ['report.md'],
    dotenv: 'out.env',
  });
});

test('its variables are expanded', () => {
  expect(readJob(file, 'dev', predefined).variables).toMatchObject({ CACHE: '/builds/.npm', NAME: 'dev-7' });
});

test('an unknown job is reported', () => {
  expect(() => readJob(file, 'prod', predefined)).toThrow('.gitlab-ci.yml has no job prod.');
});
