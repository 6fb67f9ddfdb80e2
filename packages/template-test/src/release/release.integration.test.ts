import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { folderOf } from '@goldpath/files/testing';
import { writeTree } from '@goldpath/files';
import { loadTemplate, stampTree, type Template } from '@goldpath/template';
import { git, releasedTemplate } from '@goldpath/upgrade';
import { validTemplate } from '../testing/template.ts';
import { describePlan } from './describeChange.ts';
import { incompatibilities } from './incompatibilities.ts';
import { planRelease } from './planRelease.ts';
import { makeRelease, prepareRelease } from './release.ts';
import { parseReleases, sampleDigests } from './releaseRecords.ts';

const date = '2026-11-29';
const answers = {
  name: 'orders',
  owner: 'the team that keeps the orders',
  replicas: 2,
  destination: 'local',
};

let root: string;

/** A repository with the template at version 1.2.3 in its first commit. */
beforeEach(async () => {
  const files = Object.entries(validTemplate).map(([file, text]) => [`templates/tiny/${file}`, text]);
  root = await folderOf(Object.fromEntries(files) as Record<string, string>);
  await git(root, ['init', '--quiet', '--template=', '--initial-branch=main']);
  await git(root, ['config', 'user.name', 'Ada']);
  await git(root, ['config', 'user.email', 'ada@example.com']);
  await commit();
});

async function commit(changes: Record<string, (text: string) => string> = {}): Promise<void> {
  for (const [file, change] of Object.entries(changes)) {
    const at = path.join(root, 'templates/tiny', file);
    await writeFile(at, change(await readFile(at, 'utf8').catch(() => '')));
  }
  await git(root, ['add', '--all', '--force']);
  await git(root, ['commit', '--quiet', '--message=Change']);
}

async function removeTags(): Promise<void> {
  const tags = (await git(root, ['tag', '--list'])).split('\n');
  await git(root, ['tag', '--delete', ...tags]);
}

const load = () => loadTemplate(path.join(root, 'templates/tiny'));
const state = () => git(root, ['log', '--format=%s %D', '--all']);

async function release(): Promise<Template> {
  const template = await load();
  await makeRelease(template, await prepareRelease(template, { date }));
  return load();
}

const shorter = { 'template.yaml': (text: string) => text.replace('maxLength: 40', 'maxLength: 20') };

describe('a release', () => {
  test('without an earlier one has the version of stamp.yaml, a changelog and a tag', async () => {
    await release();
    expect(await state()).toBe('templates: Release tiny 1.2.3 HEAD -> main, tag: tiny@1.2.3\nChange');
    const changelog = await readFile(path.join(root, 'templates/tiny/CHANGELOG.md'), 'utf8');
    expect(changelog).toContain('# Changelog of tiny\n\n## Unreleased\n\n## 1.2.3 (2026-11-29)\n');
    expect(await git(root, ['status', '--porcelain'])).toBe('');
  });

  test('after changed files raises the version in stamp.yaml, and lists the files', async () => {
    await release();
    await commit({
      'skeleton/src/main.ts': () => 'console.log(2);\n',
      'CHANGELOG.md': text => text.replace('## Unreleased\n', '## Unreleased\n\nServices print 2.\n'),
    });
    expect((await release()).version).toBe('1.2.4');
    const changelog = await readFile(path.join(root, 'templates/tiny/CHANGELOG.md'), 'utf8');
    expect(changelog).toContain(
      '## 1.2.4 (2026-11-29)\n\nServices print 2.\n\n- Changed: `src/main.ts`.\n\n## 1.2.3',
    );
  });

  test.each(['with', 'without'])(
    'can be stamped again %s its tag after the next one, with the same bytes',
    async tags => {
      const released = stampTree(await release(), answers);
      await commit({ 'skeleton/src/main.ts': () => 'console.log(2);\n' });
      await release();
      if (tags === 'without') await removeTags();
      const again = await releasedTemplate(path.join(root, 'templates'), 'tiny', '1.2.3');
      if (!again) throw new Error('the history has the release');
      expect([...stampTree(again, answers)]).toEqual([...released]);
      const recorded = parseReleases(
        await readFile(path.join(root, 'templates/tiny/releases.json'), 'utf8'),
        '',
      );
      expect(sampleDigests(again)).toEqual(recorded['1.2.3']?.samples);
    },
  );

  test('is found in a clone without tags, and files that do not change are refused', async () => {
    const { version } = await release();
    await removeTags();
    const ref = await git(root, ['rev-parse', 'HEAD']);
    await commit({ 'CHANGELOG.md': text => text.replace('## Unreleased\n', '## Unreleased\n\nNothing.\n') });
    expect((await planRelease(await load())).from).toEqual({ version, ref, isReleased: true });
    await expect(release()).rejects.toThrow('tiny 1.2.3 is released, and stamps the same files');
  });

  test('on another branch is not the last one', async () => {
    await git(root, ['switch', '--quiet', '--create=next']);
    await commit({ 'stamp.yaml': text => text.replace('1.2.3', '2.0.0') });
    await release();
    await git(root, ['switch', '--quiet', 'main']);
    expect((await planRelease(await load())).from).toMatchObject({ version: '1.2.3', isReleased: false });
  });

  test('before the end of a shallow clone is not replaced by another commit', async () => {
    await release();
    await commit({ 'skeleton/src/main.ts': () => 'console.log(2);\n' });
    const clone = await folderOf();
    await git(clone, ['clone', '--quiet', '--depth=1', '--no-tags', `file://${root}`, '.']);
    const template = await loadTemplate(path.join(clone, 'templates/tiny'));
    await expect(planRelease(template)).rejects.toThrow(
      'The history of this shallow clone ends before release 1.2.3; run "git fetch --unshallow --tags".',
    );
  });

  test('of files that do not change is refused', async () => {
    await release();
    await expect(release()).rejects.toThrow('tiny 1.2.3 is released, and stamps the same files');
  });

  test('of a working tree with changes is refused, and writes nothing', async () => {
    const before = await state();
    await writeFile(path.join(root, 'notes.txt'), 'x');
    await expect(release()).rejects.toThrow('has changes (?? notes.txt); commit or discard them first.');
    expect(await state()).toBe(before);
  });

  test('that git refuses leaves the files and the history as they were', async () => {
    const template = await load();
    const prepared = await prepareRelease(template, { date });
    const before = await state();
    await expect(makeRelease(template, { ...prepared, tag: 'not..valid' })).rejects.toThrow(
      'not a valid tag name',
    );
    expect(await state()).toBe(before);
    expect(await git(root, ['status', '--porcelain'])).toBe('');
  });
});

describe('an incompatible form', () => {
  test('is refused, with the services that break', async () => {
    await release();
    const services = await folderOf();
    await writeTree(stampTree(await load(), answers), path.join(services, 'orders'));
    await commit(shorter);
    const template = await load();
    const plan = await planRelease(template, { services });
    expect(plan).toMatchObject({ version: '2.0.0', change: { level: 'major' } });
    expect(incompatibilities(template, plan).map(({ subject }) => subject)).toEqual([
      { type: 'answers', name: path.join(services, 'orders') },
    ]);
    expect(describePlan(plan)).toContain(`${path.join(services, 'orders')}: refused, owner`);
  });

  test('is accepted with a new major version', async () => {
    await release();
    await commit({ ...shorter, 'stamp.yaml': text => text.replace('1.2.3', '2.0.0') });
    const template = await load();
    const plan = await planRelease(template);
    expect(incompatibilities(template, plan)).toEqual([]);
    expect(plan.version).toBe('2.0.0');
  });
});

test('without a release, the last version is the commit that introduced it', async () => {
  await commit({ 'skeleton/src/main.ts': () => 'console.log(2);\n' });
  expect(describePlan(await planRelease(await load()))[0]).toMatch(
    /^Compared with 1\.2\.3 \(no release yet, .* commit \w{7}, which introduced the version\): patch, so the next version is 1\.2\.4\.$/,
  );
});

test('a template outside of a repository cannot be released', async () => {
  const template = await loadTemplate(await folderOf(validTemplate));
  await expect(planRelease(template)).rejects.toThrow('is not in a git repository');
});
