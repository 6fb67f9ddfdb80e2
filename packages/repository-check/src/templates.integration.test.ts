import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Region } from '@pulumi/aws/types/enums/index.js';
import fc from 'fast-check';
import { isScalar, parseAllDocuments, visit } from 'yaml';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  loadTemplate,
  MANIFEST_PATH,
  type PointerEdit,
  SKELETON_SAMPLE,
  skeletonAnswers,
  stampTree,
  type Template,
  unstampedFiles,
} from '@goldpath/template';
import { isBlocking } from '@goldpath/diagnostics';
import { type Tree, writeTree } from '@goldpath/files';
import { rules as policies } from '@goldpath/policies';
import { checkRepository } from './checkRepository.ts';
import { arbitraryAnswers, fieldsOf } from './testing/arbitraryAnswers.ts';
import { exceptions, placeholdersIn } from './testing/placeholders.ts';

// The expectations follow from the form, the samples and the stamp.yaml of each template.

const folder = path.resolve(import.meta.dirname, '../../../templates');
const ids = (await readdir(folder)).filter(id => existsSync(path.join(folder, id, 'stamp.yaml')));
const templates = await Promise.all(ids.map(id => loadTemplate(path.join(folder, id))));

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

/** The documents of a JSON or YAML file. */
function documentsOf(file: string, text: string): unknown[] {
  if (file.endsWith('.json')) return [JSON.parse(text)];
  return parseAllDocuments(text).map(document => {
    expect({ file, errors: document.errors }).toEqual({ file, errors: [] });
    return document.toJS({ maxAliasCount: 100 }) as unknown;
  });
}

function valueAt(value: unknown, pointer: string): unknown {
  const keys = pointer.slice(1).split('/');
  const names = keys.map(key => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  return names.reduce<unknown>(
    (parent, key) => (parent as Record<string, unknown> | undefined)?.[key],
    value,
  );
}

/** The edits of whole answers, or of answers inside a text, by file. */
function pointersByFile({ stamp }: Template): Map<string, PointerEdit[]> {
  const edits = stamp.edits.filter(edit => 'at' in edit).filter(({ form }) => form.includes('{}'));
  return Map.groupBy(edits, ({ file }) => file);
}

/** The fields whose answer of the skeleton can be recognized in any text: it is not an ordinary word. */
function recognizable(template: Template): string[] {
  const sample = skeletonAnswers(template);
  const schemas = fieldsOf(template);
  const fields = [...new Set(template.stamp.edits.map(({ answer }) => answer))];
  return fields.filter(field => {
    const value = sample[field];
    if (typeof value !== 'string' || value.length < 5) return false;
    return Array.isArray(schemas[field]?.enum) ? /\d/.test(value) : /[^A-Za-z]/.test(value);
  });
}

describe.each(templates.map(template => [template.id, template] as const))('%s', (_id, template) => {
  const sample = skeletonAnswers(template);
  const foreign = template.samples.filter(({ name }) => name !== SKELETON_SAMPLE);
  const pointers = pointersByFile(template);
  // stamped once for all tests; a failure shows the answers
  const stampings = fc
    .sample(arbitraryAnswers(template), 25)
    .map(answers => ({ answers, tree: stampTree(template, answers) }));

  test('stamping with the answers of the skeleton returns the skeleton, byte for byte', () => {
    const stamped = new Map(stampTree(template, sample));
    expect(stamped.delete(MANIFEST_PATH)).toBe(true);
    const left = unstampedFiles(template.stamp.only, template.skeleton.keys(), sample);
    const kept = [...template.skeleton.keys()].filter(file => !left.includes(file));
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
      // the policies are about resources, and every template with resources has a policy for one of them
      const isAboutResources = [...template.skeleton.keys()].some(file => file.endsWith('Pulumi.yaml'));
      expect(results.some(({ rule }) => policies.some(({ id }) => id === rule))).toBe(isAboutResources);
    },
    60_000,
  );

  test.each(foreign.map(one => [one.name, one.answers] as const))(
    'no placeholder is left with the answers %s',
    (_name, answers) => {
      const left = texts(stampTree(template, answers))
        .map(([file, text]) => ({ file, placeholders: placeholdersIn(file, text) }))
        .filter(({ placeholders }) => placeholders.length > 0);
      expect(left).toEqual([]);
    },
  );

  test('the AWS regions that the form offers exist, each with a title', () => {
    const fields = template.stamp.edits.filter(edit => 'at' in edit && edit.at.endsWith('/aws:region'));
    for (const { answer } of fields) {
      const schema = fieldsOf(template)[answer] as Record<string, string[]>;
      expect(Object.values(Region)).toEqual(expect.arrayContaining(schema.enum ?? []));
      expect(schema['ui:enumNames']?.map(title => title.split(' · ')[0])).toEqual(schema.enum);
    }
  });

  test('with other answers no sample value is left', () => {
    const fields = recognizable(template);
    expect(fields).not.toEqual([]);
    for (const { answers, tree } of stampings) {
      const changed = fields.filter(field => answers[field] !== sample[field]);
      for (const [file, text] of texts(tree)) {
        // the manifest has the name of the template
        const own = text.replaceAll(template.id, '');
        const left = changed.filter(field => own.includes(String(sample[field])));
        expect({ file, left, answers }).toEqual({ file, left: [], answers });
      }
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

  test('YAML and JSON stay parsable and contain the answers, for all answers', () => {
    for (const { answers, tree } of stampings) {
      for (const [file, edits] of pointers) {
        const text = tree.get(file)?.content.toString();
        if (text === undefined) continue;
        const documents = documentsOf(file, text);
        for (const { answer, at, document = 0, form } of edits) {
          const given = answers[answer];
          if (given === undefined) continue;
          const expected = form === '{}' ? given : form.replaceAll('{}', () => String(given));
          const found = valueAt(documents[document], at);
          expect({ file, at, found, answers }).toEqual({ file, at, found: expected, answers });
        }
      }
    }
  }, 120_000);

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
