import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { CheckResult } from '@goldpath/policies';
import { parseYaml, YamlError, type YamlText } from '../source/yamlText.ts';
import { type Check, type Found, toResult } from './check.ts';
import { findIncludes, withoutIncludes } from './includes.ts';

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
      return fail(error.line, `The file is not YAML: ${error.message}.`, 'Mend the syntax.');
    }
    if (yaml.documents.length === 0)
      return fail(1, 'The file holds no entity.', 'Describe the component in it.');
    return [...(await judgeEntities(yaml)), ...judgeIncludes(yaml, files)];
  },
};

async function judgeEntities(yaml: YamlText): Promise<CheckResult[]> {
  const lineByRef = new Map<string, number>();
  const results: CheckResult[] = [];
  // one after the other: of two entities with one name the second is at fault
  for (const [index, document] of yaml.documents.entries()) {
    const value: unknown = withoutIncludes(document).toJS();
    if (value === null) continue;
    results.push(toResult('catalog-entity-valid', await judgeEntity(value, index, yaml, lineByRef)));
  }
  return results;
}

async function judgeEntity(
  value: unknown,
  index: number,
  yaml: YamlText,
  lineByRef: Map<string, number>,
): Promise<Found> {
  const { stringifyEntityRef } = await import('@backstage/catalog-model');
  const { validateEntity } = await import('./validateEntity.ts');
  const line = yaml.lineOf([], index);
  try {
    const ref = stringifyEntityRef(await validateEntity(value));
    const place = { resource: { type: 'catalog entity', name: ref }, file: DESCRIPTOR, line };
    const first = lineByRef.get(ref);
    if (first !== undefined) {
      const message = `${ref} is described on line ${first} already.`;
      return { ...place, message, remedy: 'Keep one of the two, or rename one.' };
    }
    lineByRef.set(ref, line);
    return { ...place, message: 'The entity is valid.' };
  } catch (error) {
    const { message } = error as Error;
    // the validators name the field by its path
    const field = /(?:^|[\s"/])((?:metadata|spec|kind|apiVersion)[\w./]*)/.exec(message)?.[1] ?? '';
    return {
      resource: descriptor,
      file: DESCRIPTOR,
      line: yaml.lineOf(field.split(/[./]/), index),
      message: `The entity that begins on line ${line} is not valid: ${message}.`,
      remedy: 'Correct the field that is named.',
    };
  }
}

function judgeIncludes(yaml: YamlText, files: readonly string[]): CheckResult[] {
  return yaml.documents.flatMap(findIncludes).map(({ target, offset }) => {
    const found = files.includes(path.posix.normalize(target));
    return toResult('catalog-include-present', {
      resource: { type: 'included file', name: target },
      file: DESCRIPTOR,
      line: yaml.lineAt(offset),
      message: found ? 'The included file is there.' : `${target} is not in the repository.`,
      remedy: found ? undefined : 'Add the file, or correct its name.',
    });
  });
}
