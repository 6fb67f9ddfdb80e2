import { AnswersError, type Template } from '@goldpath/template';
import { expect, test } from 'vitest';
import { statusOf } from './status.ts';
import { folderFiles } from './folderFiles.ts';
import { stampedTeam, type Team, templateVersion } from './testing/team.ts';
import { upgrade } from './upgrade.ts';

const policy = { 'policy.yml': 'uses: sample/platform\n', 'src/main.ts': 'a\n' };

/** A version that asks for the platform, and stamps policy.yml only with an answer. */
async function askingForPlatform(
  version: string,
  files: object,
  options: { isRequired?: boolean } = {},
): Promise<Template> {
  const template = await templateVersion(version, { ...policy, ...files });
  const schema = structuredClone(template.answersSchema) as {
    properties: Record<string, object>;
    required: string[];
  };
  schema.properties.platform = { type: 'string', pattern: '^[a-z]+/[a-z]+$' };
  if (options.isRequired) schema.required.push('platform');
  const only = [{ files: 'policy.yml', answer: 'platform' }];
  return { ...template, answersSchema: schema, stamp: { ...template.stamp, only } };
}

const statusFor = (team: Team, template: Template, offered: object) =>
  statusOf(folderFiles(team.dir), new Map([[template.id, template]]), { ...offered });

const offered = { platform: 'acme/goldpath' };

test('a new question gets the answer that the portal offers', async () => {
  const team = await stampedTeam(await templateVersion('1.2.0', policy));
  const template = await askingForPlatform('1.3.0', { 'src/main.ts': 'b\n' });
  const { branch, questions, unanswered } = await upgrade(team.dir, template, { offered, skipCheck: true });
  expect(questions).toEqual([
    { field: 'platform', isRequired: false, source: 'offered', answer: 'acme/goldpath' },
  ]);
  expect(unanswered).toEqual([]);
  expect(await team.show(branch, 'policy.yml')).toContain('platform');
  expect(JSON.parse(await team.show(branch, '.goldpath/manifest.json'))).toMatchObject({
    answers: { platform: 'acme/goldpath' },
  });
});

test('the status has the changes with the answers that the portal offers', async () => {
  const team = await stampedTeam(await templateVersion('1.2.0', policy));
  const template = await askingForPlatform('1.3.0', { 'src/main.ts': 'b\n' });
  expect((await statusFor(team, template, {})).changes.removed).toEqual(['policy.yml']);
  expect((await statusFor(team, template, offered)).changes).toEqual({
    added: [],
    changed: ['src/main.ts'],
    removed: [],
  });
});

test('an offered answer alone does not make a service outdated', async () => {
  const team = await stampedTeam(await askingForPlatform('1.2.0', {}));
  const template = await askingForPlatform('1.2.0', {});
  expect(await statusFor(team, template, offered)).toMatchObject({ state: 'current' });
  expect(await upgrade(team.dir, template, { offered, skipCheck: true })).toMatchObject({
    outcome: 'current',
  });
});

test('a required question without an answer is refused, and an offered answer is enough', async () => {
  const team = await stampedTeam(await templateVersion('1.2.0', policy));
  const template = await askingForPlatform('1.3.0', {}, { isRequired: true });
  await expect(upgrade(team.dir, template, { skipCheck: true })).rejects.toThrow(AnswersError);
  expect(await statusFor(team, template, {})).toMatchObject({
    state: 'outdated',
    reason: expect.stringContaining('platform') as string,
  });
  expect((await statusFor(team, template, offered)).reason).toBeUndefined();
  expect(await upgrade(team.dir, template, { offered, skipCheck: true })).toMatchObject({
    outcome: 'merged',
  });
});
