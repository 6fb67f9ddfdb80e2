import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Region } from '@pulumi/aws/types/enums/index.js';
import fc from 'fast-check';
import { isScalar, parse, parseAllDocuments, visit } from 'yaml';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  type Answers,
  isAmong,
  loadTemplate,
  MANIFEST_PATH,
  skeletonAnswers,
  stampTree,
  validateAnswers,
} from '@goldpath/template';
import { isBlocking } from '@goldpath/diagnostics';
import { type Tree, writeTree } from '@goldpath/files';
import { checkRepository } from './checkRepository.ts';
import { arbitraryAnswers } from './testing/arbitraryAnswers.ts';
import { exceptions, placeholdersIn } from './testing/placeholders.ts';

const folder = path.resolve(import.meta.dirname, '../../../templates');
const templates = await Promise.all((await readdir(folder)).map(id => loadTemplate(path.join(folder, id))));

function isParsable(file: string, text: string): boolean {
  if (/\.ya?ml$/.test(file)) return parseAllDocuments(text).every(({ errors }) => errors.length === 0);
  if (!file.endsWith('.json') || file.startsWith('tsconfig')) return true;
  JSON.parse(text);
  return true;
}

/** The repository on GitHub, as `owner/name`; empty without one. */
function repositoryOf({ destination, repoUrl }: Answers): string {
  if (destination !== 'github') return '';
  const { searchParams } = new URL(`https://${repoUrl}`);
  return `${searchParams.get('owner')}/${searchParams.get('repo')}`;
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
  const sample = skeletonAnswers(template);
  const edited = new Set(template.stamp.edits.map(({ file }) => file));

  test('stamping with the answers of the skeleton returns the skeleton, byte for byte', () => {
    const stamped = new Map(stampTree(template, sample));
    expect(stamped.delete(MANIFEST_PATH)).toBe(true);
    const others = template.stamp.only.filter(({ answer, is }) => {
      if (is === undefined) return sample[answer] === undefined;
      return sample[answer] !== is;
    });
    const kept = [...template.skeleton.keys()].filter(
      file => !others.some(({ files }) => isAmong(file, files)),
    );
    expect([...stamped.keys()]).toEqual(kept);
    const changed = [...stamped].filter(
      ([file, { content }]) => !template.skeleton.get(file)?.content.equals(content),
    );
    expect(changed.map(([file]) => file)).toEqual([]);
  });

  test('every answer that changes files has another value in a further sample', () => {
    const fields = [...new Set(template.stamp.edits.map(({ answer }) => answer))];
    const unchanged = fields.filter(field =>
      template.samples.every(({ answers }) => answers[field] === sample[field]),
    );
    expect(unchanged).toEqual([]);
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
      expect(results.some(({ rule }) => rule === 'private-subnets')).toBe(true);
    },
    60_000,
  );

  test('the regions of the form exist, each with a title', () => {
    const { region } = (template.answersSchema as { properties: Record<string, Record<string, string[]>> })
      .properties;
    expect(Object.values(Region)).toEqual(expect.arrayContaining(region?.enum ?? []));
    expect(region?.['ui:enumNames']?.map(title => title.split(' · ')[0])).toEqual(region?.enum);
  });

  test('the form accepts the names that the program of the infrastructure accepts', () => {
    const table = template.skeleton.get('infra/names.json');
    if (!table) return;
    const { projects } = JSON.parse(table.content.toString()) as { projects: object };
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

  test('with other answers no sample value is left', () => {
    // the other answers are ordinary words
    const fields = ['name', 'owner', 'description', 'region', 'codeOwners', 'platformRepository'];
    const property = fc.property(arbitraryAnswers(template), answers => {
      const foreign = fields.filter(field => sample[field] !== undefined && answers[field] !== sample[field]);
      for (const [file, text] of texts(stampTree(template, answers))) {
        // the manifest has the name of the template
        const own = text.replaceAll(template.id, '');
        const left = foreign.filter(field => own.includes(String(sample[field])));
        expect({ file, left }).toEqual({ file, left: [] });
      }
    });
    fc.assert(property, { numRuns: 25 });
  });

  const foreignSamples = template.samples.filter(({ answers }) => answers.name !== sample.name);

  test.each(foreignSamples.map(one => [one.name, one.answers] as const))(
    'no placeholder is left with the answers %s',
    (_name, answers) => {
      const left = texts(stampTree(template, answers))
        .map(([file, text]) => ({ file, placeholders: placeholdersIn(file, text) }))
        .filter(({ placeholders }) => placeholders.length > 0);
      expect(left).toEqual([]);
    },
  );

  test('every accepted text that looks like a placeholder is in the skeleton', () => {
    const unused = exceptions.filter(
      exception =>
        !texts(template.skeleton).some(
          ([file, text]) => exception.file.test(file) && text.search(exception.text) !== -1,
        ),
    );
    expect(unused).toEqual([]);
  });

  test('every `uses:` of a workflow is in the repository, pinned, or in the platform’s repository', () => {
    const property = fc.property(arbitraryAnswers(template), answers => {
      const tree = stampTree(template, answers);
      const unresolved = texts(tree)
        .filter(([file]) => file.startsWith('.github/'))
        .flatMap(([file, text]) =>
          usesIn(file, text).filter(uses => !isResolved(uses, tree, answers.platformRepository)),
        );
      expect(unresolved).toEqual([]);
    });
    fc.assert(property, { numRuns: 25 });
  });

  test('YAML and JSON stay parsable and contain the answers, for all answers', () => {
    const property = fc.property(arbitraryAnswers(template), answers => {
      const stamped = Object.fromEntries(texts(stampTree(template, answers)));
      const editedFiles = Object.entries(stamped).filter(([file]) => edited.has(file));
      expect(editedFiles.filter(([file, text]) => !isParsable(file, text))).toEqual([]);
      expect(JSON.parse(stamped['package.json'] ?? '')).toMatchObject({
        name: answers.name,
        description: answers.description,
      });
      const [system] = parseAllDocuments(stamped['catalog-info.yaml'] ?? '');
      expect(system?.toJS()).toMatchObject({
        metadata: { name: answers.name, description: answers.description },
        spec: { owner: answers.owner },
      });
      expect(parse(stamped['infra/Pulumi.dev.yaml'] ?? '')).toMatchObject({
        config: { 'aws:region': answers.region, 'service:repository': repositoryOf(answers) },
      });
    });
    fc.assert(property, { numRuns: 50 });
  }, 120_000);

  test('the same answers return the same tree', () => {
    const property = fc.property(arbitraryAnswers(template), answers => {
      expect(texts(stampTree(template, answers))).toEqual(texts(stampTree(template, { ...answers })));
    });
    fc.assert(property, { numRuns: 10 });
  });
});
