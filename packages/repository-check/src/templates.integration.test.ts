import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Region } from '@pulumi/aws/types/enums/index.js';
import fc from 'fast-check';
import { parse, parseAllDocuments } from 'yaml';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  type Answers,
  isAmong,
  loadTemplate,
  MANIFEST_PATH,
  skeletonAnswers,
  stampTree,
  type Template,
  validateAnswers,
} from '@goldpath/template';
import { isBlocking } from '@goldpath/diagnostics';
import { checkRepository } from './checkRepository.ts';

import { type Tree, writeTree } from '@goldpath/files';

const folder = path.resolve(import.meta.dirname, '../../../templates');
const templates = await Promise.all((await readdir(folder)).map(id => loadTemplate(path.join(folder, id))));

/** Values that parsers and people often misread. */
const awkward = [
  'true',
  'null',
  '~',
  '0x1F',
  '1e3',
  '2001-01-01',
  'a: b',
  'a #b',
  '- a',
  '? a',
  '[a, b',
  '{{ name }}',
  '${{ secrets.X }}',
  '{% raw %}',
  '$& $1 $$',
  "it's",
  'say "hi"',
  'back\\slash',
  '`code`',
  '<script>alert(1)</script>',
  '__proto__',
  '日本語 👩🏽‍🚀 ünï',
  '---',
  '...',
  '%TAG',
  '@at',
  '*a &b !c |d >e',
];

/** Any answers that the form accepts. */
function arbitraryAnswers(template: Template): fc.Arbitrary<Answers> {
  const { properties } = template.answersSchema as { properties: Record<string, { enum?: string[] }> };
  const choice = (field: string) => fc.constantFrom(...(properties[field]?.enum ?? []));
  const isValid = (answers: Answers) => validateAnswers(template, answers).length === 0;
  const words = fc.array(fc.stringMatching(/^[a-z0-9]{1,6}$/), { minLength: 1, maxLength: 3 });
  const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 60 });
  return fc
    .record({
      name: words.map(parts => parts.join('-')),
      owner: fc
        .tuple(fc.constantFrom('group', 'user'), fc.stringMatching(/^[a-z0-9]{2,12}$/))
        .map(([kind, name]) => `${kind}:default/${name}`),
      description: fc.oneof(
        text,
        fc.constantFrom(...awkward),
        fc.array(fc.constantFrom(...awkward)).map(all => all.join(' ')),
      ),
      region: choice('region'),
      size: choice('size'),
      nat: choice('nat'),
      rollout: choice('rollout'),
      pipeline: choice('pipeline'),
      frontend: choice('frontend'),
      repository: fc.option(
        words.map(parts => parts.join('-')),
        { nil: undefined },
      ),
    })
    .map(({ repository, ...answers }) => ({
      ...answers,
      ...(repository === undefined
        ? { destination: 'local' }
        : { destination: 'github', repoUrl: `github.com?owner=acme&repo=${repository}` }),
    }))
    .filter(isValid);
}

function isParsable(file: string, text: string): boolean {
  if (/\.ya?ml$/.test(file)) return parseAllDocuments(text).every(({ errors }) => errors.length === 0);
  if (!file.endsWith('.json') || file.startsWith('tsconfig')) return true;
  JSON.parse(text);
  return true;
}

const texts = (tree: Tree) =>
  [...tree].map(([file, { content }]): [string, string] => [file, content.toString()]);

describe.each(templates.map(template => [template.id, template] as const))('%s', (_id, template) => {
  const sample = skeletonAnswers(template);
  const edited = new Set(template.stamp.edits.map(({ file }) => file));

  test('stamping with the answers of the skeleton returns the skeleton, byte for byte', () => {
    const stamped = new Map(stampTree(template, sample));
    expect(stamped.delete(MANIFEST_PATH)).toBe(true);
    const others = template.stamp.only.filter(({ answer, is }) => sample[answer] !== is);
    const kept = [...template.skeleton.keys()].filter(
      file => !others.some(({ files }) => isAmong(file, files)),
    );
    expect([...stamped.keys()]).toEqual(kept);
    const changed = [...stamped].filter(
      ([file, { content }]) => !template.skeleton.get(file)?.content.equals(content),
    );
    expect(changed.map(([file]) => file)).toEqual([]);
  });

  test('two more samples differ in every answer that changes files', () => {
    const fields = [...new Set(template.stamp.edits.map(({ answer }) => answer))];
    const foreign = template.samples.filter(({ answers }) =>
      fields.every(field => answers[field] !== sample[field]),
    );
    expect(foreign.length).toBeGreaterThanOrEqual(2);
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

  test('with other answers no sample value is left', () => {
    // a size is an ordinary word
    const fields = ['name', 'owner', 'description', 'region'];
    const property = fc.property(arbitraryAnswers(template), answers => {
      const foreign = fields.filter(field => answers[field] !== sample[field]);
      for (const [file, text] of texts(stampTree(template, answers))) {
        // the manifest has the name of the template
        const own = text.replaceAll(template.id, '');
        const left = foreign.filter(field => own.includes(String(sample[field])));
        expect({ file, left }).toEqual({ file, left: [] });
      }
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
        config: { 'aws:region': answers.region },
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
