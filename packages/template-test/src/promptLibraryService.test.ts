import path from 'node:path';
import fc from 'fast-check';
import { parse } from 'yaml';
import { expect, test } from 'vitest';
import { type Answers, loadTemplate, skeletonAnswers, stampTree, validateAnswers } from '@goldpath/template';
import { arbitraryAnswers } from './answers/arbitraryAnswers.ts';

// The questions that only this template asks; templates.integration.test.ts has the tests of all templates.

const folder = path.resolve(import.meta.dirname, '../../../templates/prompt-library-service');
const template = await loadTemplate(folder);
const sample = skeletonAnswers(template);

/** The repository on GitHub, as `owner/name`; empty without one. */
function repositoryOf({ destination, repoUrl }: Answers): string {
  if (destination !== 'github') return '';
  const { searchParams } = new URL(`https://${repoUrl}`);
  return `${searchParams.get('owner')}/${searchParams.get('repo')}`;
}

test('the form accepts the names that the program of the infrastructure accepts', () => {
  const table = template.skeleton.get('infra/name-rules.json');
  const { projects } = JSON.parse(String(table?.content)) as { projects: object };
  const { properties } = template.answersSchema as { properties: Record<string, object> };
  expect(properties.name).toMatchObject(projects);
});

// every combination that is refused, with the field of the refusal
test.each([
  [{ destination: 'github', pipeline: 'gitlab' }, ['pipeline']],
  [{ destination: 'github', pipeline: 'github' }, []],
  [{ destination: 'local', pipeline: 'gitlab' }, []],
  [{ destination: 'local', pipeline: 'github' }, []],
])('%j is refused at %j', (answers, fields) => {
  const repoUrl = 'github.com?owner=acme&repo=Recipe.Desk';
  const problems = validateAnswers(template, { ...sample, repoUrl, ...answers });
  expect(problems.map(({ field }) => field)).toEqual(fields);
});

test.each([
  ['owner=acme&repo=recipe-desk', true],
  ['repo=recipe-desk&owner=acme', true],
  ['owner=Acme-2&repo=Recipe.Desk_2', true],
  ['owner=ada_acme&repo=.github', true],
  ['owner=acme', false],
  ['repo=desk', false],
  ['owner=acme&repo=', false],
  ['owner=acme&repo=..', false],
  ['owner=acme&repo=desk.git', false],
  ['owner=acme&repo=a%2Fb', false],
  ['owner=a b&repo=desk', false],
  ['owner=acme&owner=other&repo=desk', false],
  ['owner=acme&repo=desk&project=x', false],
])('the repository github.com?%s is accepted: %s', (query, isAccepted) => {
  const answers = { ...sample, destination: 'github', repoUrl: `github.com?${query}` };
  expect(validateAnswers(template, answers)).toHaveLength(Number(!isAccepted));
});

test('the configuration of a stage contains the repository on GitHub', () => {
  for (const answers of fc.sample(arbitraryAnswers(template), 5)) {
    const config = stampTree(template, answers).get('infra/Pulumi.dev.yaml')?.content.toString() ?? '';
    expect(parse(config)).toMatchObject({ config: { 'service:repository': repositoryOf(answers) } });
  }
});
