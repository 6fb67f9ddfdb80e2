import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { CheckResult } from '@goldpath/policies';
import { type Document, isScalar, Scalar, visit } from 'yaml';
import { parseYaml, YamlError, type YamlText } from '../source/yamlText.ts';
import { type Check, type Found, toResult } from './check.ts';

const DESCRIPTOR = 'catalog-info.yaml';
const descriptor = { type: 'catalog descriptor', name: DESCRIPTOR };

/** The entities in `catalog-info.yaml` are valid, each has its own name, and the files that they include are there. */
export const catalogCheck: Check = {
  title: 'catalog entities',
  async run({ dir, files }) {
    const fail = (line: number, message: string, remedy: string) => [
      toResult('catalog-entity-valid', { resource: descriptor, file: DESCRIPTOR, line, message, remedy }),
    ];
    if (!files.includes(DESCRIPTOR)) {
      return fail(1, 'The repository does not describe itself to the catalog.', 'Add a catalog-info.yaml.');
    }
    let yaml: YamlText;
    try {
      yaml = parseYaml(await readFile(path.join(dir, DESCRIPTOR), 'utf8'));
    } catch (error) {
      if (!(error instanceof YamlError)) throw error;
      return fail(error.line, `${error.message}.`, 'Mend the syntax.');
    }
    if (yaml.documents.length === 0)
      return fail(1, 'The file holds no entity.', 'Describe the component in it.');
    return [...(await judgeEntities(yaml)), ...includedFiles(yaml, files)];
  },
};

async function judgeEntities(yaml: YamlText): Promise<CheckResult[]> {
  const { stringifyEntityRef } = await import('@backstage/catalog-model');
  const { validateEntity } = await import('./validateEntity.ts');
  const lineByRef = new Map<string, number>();

  const judge = async (value: unknown, index: number): Promise<Found> => {
    const line = yaml.lineOf([], index);
    try {
      const entity = await validateEntity(value);
      const ref = stringifyEntityRef(entity);
      const resource = { type: 'catalog entity', name: ref };
      const first = lineByRef.get(ref);
      if (first !== undefined) {
        const message = `${ref} is described on line ${first} already.`;
        return { resource, file: DESCRIPTOR, line, message, remedy: 'Keep one of the two, or rename one.' };
      }
      lineByRef.set(ref, line);
      return { resource, file: DESCRIPTOR, line, message: 'The entity is valid.' };
    } catch (error) {
      const { message } = error as Error;
      // the validators name the field by its path
      const fieldPath = /(?:^|[\s"/])((?:metadata|spec|kind|apiVersion)[\w./]*)/.exec(message)?.[1] ?? '';
      return {
        resource: descriptor,
        file: DESCRIPTOR,
        line: yaml.lineOf(fieldPath.split(/[./]/), index),
        message: `The entity that begins on line ${line} is not valid: ${message}.`,
        remedy: 'Correct the field that is named.',
      };
    }
  };

  const results: CheckResult[] = [];
  // one after the other: of two entities with one name the second is at fault
  for (const [index, document] of yaml.documents.entries()) {
    const value: unknown = withoutIncludes(document).toJS();
    if (value !== null) results.push(toResult('catalog-entity-valid', await judge(value, index)));
  }
  return results;
}

/** What an include brings is a text; its place holds one, so that the entity can be judged without it. */
function withoutIncludes(document: Document.Parsed): Document {
  const copy = document.clone() as Document;
  visit(copy, {
    Map(_key, { items }) {
      const [pair] = items;
      return items.length === 1 && pair && isInclude(pair.key) ? new Scalar('included') : undefined;
    },
  });
  return copy;
}

function isInclude(key: unknown): boolean {
  return isScalar(key) && /^\$(text|json|yaml|openapi)$/.test(String(key.value));
}

function includedFiles(yaml: YamlText, files: readonly string[]): CheckResult[] {
  const results: CheckResult[] = [];
  for (const document of yaml.documents) {
    visit(document, {
      Pair(_key, { key, value }) {
        if (!isScalar(key) || !isInclude(key) || !isScalar(value)) return;
        const target = String(value.value);
        // an address is fetched by the catalog, not here
        if (/^[a-z]+:/.test(target)) return;
        const found = files.includes(path.posix.normalize(target));
        results.push(
          toResult('catalog-include-present', {
            resource: { type: 'included file', name: target },
            file: DESCRIPTOR,
            line: yaml.lineAt(key.range?.[0] ?? 0),
            message: found ? 'The included file is there.' : `${target} is not in the repository.`,
            ...(found ? {} : { remedy: 'Add the file, or correct its name.' }),
          }),
        );
      },
    });
  }
  return results;
}
