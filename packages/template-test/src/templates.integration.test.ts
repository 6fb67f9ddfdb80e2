import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Region } from '@pulumi/aws/types/enums/index.js';
import fc from 'fast-check';
import { isScalar, parseAllDocuments, visit } from 'yaml';
import { describe, expect, onTestFinished, test } from 'vitest';
import { loadTemplate, stampTree } from '@goldpath/template';
import { isBlocking } from '@goldpath/diagnostics';
import { type Tree, writeTree } from '@goldpath/files';
import { rules as policies } from '@goldpath/policies';
import { checkRepository } from '@goldpath/repository-check';
import { git, releasedTemplate, RELEASES_FILE } from '@goldpath/upgrade';
import { arbitraryAnswers, fieldsOf } from './answers/arbitraryAnswers.ts';
import { exceptions } from './answers/placeholders.ts';
import { parseReleases, sampleDigests } from './release/releaseRecords.ts';
import { compareVersions } from './release/version.ts';
import { testTemplate } from './testTemplate.ts';

// The expectations follow from the form, the samples and the stamp.yaml of each template.

const folder = path.resolve(import.meta.dirname, '../../../templates');
const ids = (await readdir(folder)).filter(id => existsSync(path.join(folder, id, 'stamp.yaml')));
const templates = await Promise.all(ids.map(id => loadTemplate(path.join(folder, id))));

const isShallow = (await git(folder, ['rev-parse', '--is-shallow-repository'])) === 'true';

/** The last recorded release of a template. */
async function lastRecord(id: string) {
  const file = path.join(folder, id, RELEASES_FILE);
  if (!existsSync(file)) return undefined;
  const releases = Object.entries(parseReleases(await readFile(file, 'utf8'), file));
  const [last] = releases.sort(([left], [right]) => compareVersions(right, left));
  return last;
}

/** The values of every `uses` of a workflow or an action. */
function usesIn(file: string, text: string): string[] {
  if (!/\.ya?ml$/.test(file)) return [];
  const found: string[] = [];
  parseAllDocuments(text).forEach(document =>
    visit(document, {
      Pair(_key, { key, value }) {
        if (isScalar(key) && key.value === 'uses' && isScalar(value)) found.push(String(value.value));
      },
    }),
  );
  return found;
}

function isResolved(uses: string, tree: Tree, platformRepository: unknown): boolean {
  if (uses.startsWith('./')) {
    const local = uses.slice(2);
    return tree.has(local) || tree.has(`${local}/action.yml`);
  }
  const [, own] = /^(.+?)@v1$/.exec(uses) ?? [];
  if (own?.startsWith(`${String(platformRepository)}/`)) {
    // the platform's repository is a copy of this one
    return existsSync(path.resolve(folder, '..', own.slice(String(platformRepository).length + 1)));
  }
  return /^[\w.-]+(\/[\w.-]+)+@[0-9a-f]{40}$/.test(uses);
}

const texts = (tree: Tree) =>
  [...tree].map(([file, { content }]): [string, string] => [file, content.toString()]);

describe.each(templates.map(template => [template.id, template] as const))('%s', (_id, template) => {
  // stamped once for all tests; a failure shows the answers
  const stampings = fc
    .sample(arbitraryAnswers(template), 10)
    .map(answers => ({ answers, tree: stampTree(template, answers) }));

  test('passes the ring of generated answers', async () => {
    const results = [];
    for await (const event of testTemplate(template, { only: [2] }))
      if ('state' in event) results.push(event);
    expect(results).toMatchObject([{ state: 'passed', diagnostics: [] }]);
  });

  test.skipIf(isShallow)('stamps its last release from the history with the same bytes', async () => {
    const record = await lastRecord(template.id);
    if (!record) return;
    const [version, { samples }] = record;
    const released = await releasedTemplate(folder, template.id, version);
    expect(released && sampleDigests(released)).toEqual(samples);
  });

  test('has at least two samples besides that of the skeleton', () => {
    expect(template.samples.length).toBeGreaterThanOrEqual(3);
  });

  test.each(template.samples.map(one => [one.name, one.answers] as const))(
    'a service stamped with the answers %s passes the check',
    async (_name, answers) => {
      const dir = path.join(await mkdtemp(path.join(tmpdir(), 'goldpath-sample-')), 'stamped');
      onTestFinished(() => rm(path.dirname(dir), { recursive: true, force: true }));
      await writeTree(stampTree(template, answers), dir);
      const results = await checkRepository(dir);
      expect(results.filter(isBlocking)).toEqual([]);
      // the policies are about resources of AWS, and every template with these has a policy for one of them
      const hasAws = template.skeleton.get('infra/package.json')?.content.includes('@pulumi/aws') ?? false;
      expect(results.some(({ rule }) => policies.some(({ id }) => id === rule))).toBe(hasAws);
    },
    60_000,
  );

  test('the AWS regions that the form offers exist, each with a title', () => {
    const fields = template.stamp.edits.filter(edit => 'at' in edit && edit.at.endsWith('/aws:region'));
    for (const { answer } of fields) {
      const schema = fieldsOf(template)[answer] as Record<string, string[]>;
      expect(Object.values(Region)).toEqual(expect.arrayContaining(schema.enum ?? []));
      expect(schema['ui:enumNames']?.map(title => title.split(' · ')[0])).toEqual(schema.enum);
    }
  });

  test('every `uses:` of a workflow is in the repository, pinned, or in the platform’s repository', () => {
    for (const { answers, tree } of stampings) {
      const unresolved = texts(tree)
        .filter(([file]) => file.startsWith('.github/'))
        .flatMap(([file, text]) =>
          usesIn(file, text).filter(uses => !isResolved(uses, tree, answers.platformRepository)),
        );
      expect({ unresolved, answers }).toEqual({ unresolved: [], answers });
    }
  });

  test('the same answers return the same tree', () => {
    for (const { answers, tree } of stampings.slice(0, 5))
      expect(texts(stampTree(template, { ...answers }))).toEqual(texts(tree));
  });
});

test('every accepted text that looks like a placeholder is in a skeleton', () => {
  const files = templates.flatMap(({ skeleton }) => texts(skeleton));
  const unused = exceptions.filter(
    exception =>
      !files.some(([file, text]) => exception.file.test(file) && text.search(exception.text) !== -1),
  );
  expect(unused).toEqual([]);
});
