import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Diagnostic, parseYaml, type Rule, YamlError, type YamlSource } from '@goldpath/diagnostics';
import { type Check, failed, passed } from './check.ts';
import { findIncludes, withoutIncludes } from './includes.ts';

const DESCRIPTOR = 'catalog-info.yaml';
const descriptor = { type: 'catalog descriptor', name: DESCRIPTOR };
const at = (line: number) => ({ file: DESCRIPTOR, line });

const entityValid: Rule = {
  id: 'catalog-entity-valid',
  title: 'The catalog accepts every entity of catalog-info.yaml.',
  why: 'An entity that is not accepted leaves the service out of the catalog, or shows it without its owner.',
  fix: 'Correct the named field.',
  severity: 'error',
  reference: 'https://backstage.io/docs/features/software-catalog/descriptor-format',
};

const includePresent: Rule = {
  id: 'catalog-include-present',
  title: 'Every file that an entity includes is in the repository.',
  why: 'The catalog would show an API without its definition.',
  fix: 'Add the file, or correct its path.',
  severity: 'error',
  reference:
    'https://backstage.io/docs/features/software-catalog/descriptor-format#substitutions-in-the-descriptor-format',
};

/** The entities in `catalog-info.yaml` are valid, each has its own name, and their included files exist. */
export const catalogCheck: Check = {
  title: 'catalog entities',
  rules: [entityValid, includePresent],
  async run({ dir, files }) {
    const fail = (line: number, message: string, fix: string) => [
      failed(entityValid, descriptor, at(line), { message, fix }),
    ];
    if (!files.includes(DESCRIPTOR))
      return fail(1, 'The repository does not describe itself to the catalog.', 'Add a catalog-info.yaml.');
    let yaml: YamlSource;
    try {
      yaml = parseYaml(await readFile(path.join(dir, DESCRIPTOR), 'utf8'));
    } catch (error) {
      if (!(error instanceof YamlError)) throw error;
      return fail(error.line, `The file is not YAML: ${error.message}.`, 'Fix the syntax.');
    }
    if (yaml.documents.length === 0)
      return fail(1, 'The file has no entity.', 'Describe the component in it.');
    return [...(await checkEntities(yaml)), ...checkIncludes(yaml, files)];
  },
};

async function checkEntities(yaml: YamlSource): Promise<Diagnostic[]> {
  const lineByRef = new Map<string, number>();
  const diagnostics: Diagnostic[] = [];
  // in order: of two entities with one name, the second is the duplicate
  for (const [index, document] of yaml.documents.entries()) {
    const value: unknown = withoutIncludes(document).toJS();
    if (value !== null) diagnostics.push(await checkEntity(value, index, yaml, lineByRef));
  }
  return diagnostics;
}

async function checkEntity(
  value: unknown,
  index: number,
  yaml: YamlSource,
  lineByRef: Map<string, number>,
): Promise<Diagnostic> {
  const { stringifyEntityRef } = await import('@backstage/catalog-model');
  const { validateEntity } = await import('./validateEntity.ts');
  const line = yaml.lineOf([], index);
  try {
    const ref = stringifyEntityRef(await validateEntity(value));
    const entity = { type: 'catalog entity', name: ref };
    const first = lineByRef.get(ref);
    if (first !== undefined) {
      const message = `${ref} is already described on line ${first}.`;
      return failed(entityValid, entity, at(line), { message, fix: 'Keep one of the two, or rename one.' });
    }
    lineByRef.set(ref, line);
    return passed(entityValid, entity, at(line), 'The entity is valid.');
  } catch (error) {
    const { message } = error as Error;
    // the validators name the field by its path
    const field = /(?:^|[\s"/])((?:metadata|spec|kind|apiVersion)[\w./]*)/.exec(message)?.[1] ?? '';
    return failed(entityValid, descriptor, at(yaml.lineOf(field.split(/[./]/), index)), {
      message: `The entity that begins on line ${line} is not valid: ${message}.`,
      fix: 'Correct the named field.',
    });
  }
}

function checkIncludes(yaml: YamlSource, files: readonly string[]): Diagnostic[] {
  return yaml.documents.flatMap(findIncludes).map(({ target, offset }) => {
    const file = { type: 'included file', name: target };
    const location = at(yaml.lineAt(offset));
    if (files.includes(path.posix.normalize(target)))
      return passed(includePresent, file, location, 'The included file exists.');
    const message = `${target} is not in the repository.`;
    return failed(includePresent, file, location, { message, fix: 'Add the file, or correct its name.' });
  });
}
