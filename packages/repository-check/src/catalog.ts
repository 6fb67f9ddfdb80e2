import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Diagnostic, parseYaml, type Rule, YamlError, type YamlSource } from '@goldpath/diagnostics';
import { CATALOG_FILE, componentType, missingParts, type Part } from '@goldpath/template';
import { type Check, failed, passed } from './check.ts';
import { findIncludes, withoutIncludes } from './includes.ts';

const descriptor = { type: 'catalog descriptor', name: CATALOG_FILE };
const at = (line: number) => ({ file: CATALOG_FILE, line });

const entityValid: Rule = {
  id: 'catalog-entity-valid',
  title: 'The catalog accepts every entity of catalog-info.yaml.',
  why: 'An entity that is not accepted leaves the service out of the catalog, or shows it without its owner.',
  fix: 'Correct the named field.',
  severity: 'error',
  reference: 'https://backstage.io/docs/features/software-catalog/descriptor-format',
};

const componentPresent: Rule = {
  id: 'catalog-component-present',
  title: 'The catalog entities include the components that the template declares.',
  why: 'Otherwise the catalog does not list the service, the library or the website that the repository is for.',
  fix: 'Add a Component of the declared type to catalog-info.yaml.',
  severity: 'error',
  reference: 'https://backstage.io/docs/features/software-catalog/descriptor-format#kind-component',
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

/** The entities in `catalog-info.yaml` are valid, the declared components are among them, each has its own name, and their included files exist. */
export const catalogCheck: Check = {
  title: 'catalog entities',
  rules: [entityValid, includePresent, componentPresent],
  async run({ dir, files, contains }) {
    const fail = (line: number, message: string, fix: string) => [
      failed(entityValid, descriptor, at(line), { message, fix }),
    ];
    if (!files.includes(CATALOG_FILE))
      return fail(1, 'The repository does not describe itself to the catalog.', 'Add a catalog-info.yaml.');
    let yaml: YamlSource;
    try {
      yaml = parseYaml(await readFile(path.join(dir, CATALOG_FILE), 'utf8'));
    } catch (error) {
      if (!(error instanceof YamlError)) throw error;
      return fail(error.line, `The file is not YAML: ${error.message}.`, 'Fix the syntax.');
    }
    if (yaml.documents.length === 0)
      return fail(1, 'The file has no entity.', 'Describe the component in it.');
    return [
      ...(await checkEntities(yaml)),
      ...checkIncludes(yaml, files),
      ...checkComponents(yaml, contains),
    ];
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

function checkComponents(yaml: YamlSource, contains: readonly Part[]): Diagnostic[] {
  const types = yaml.documents.map(document => componentType(withoutIncludes(document).toJS()));
  const componentTypes = types.filter(type => type !== undefined);
  const declared = contains.filter(isComponent);
  const missing = missingParts(declared, { files: [], componentTypes });
  return missing.map(({ part, noun }) => {
    const message = `The manifest declares a ${part}, and no entity is a ${noun}.`;
    const fix = `Add a ${noun}, or set the type of the existing one.`;
    return failed(componentPresent, descriptor, at(1), { message, fix });
  });
}

/** Whether a part is a component of the catalog; the other checks are about the others. */
function isComponent(part: Part): boolean {
  return part !== 'infrastructure' && part !== 'pipeline';
}
