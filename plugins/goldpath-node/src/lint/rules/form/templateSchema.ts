import { makeValidator } from '@backstage/catalog-model';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { nearest, obviouslyMeant } from '../../../answers/nearest.ts';
import { parsePointer } from '../../../source/pointer.ts';
import { installedPlugins } from '../../actions/actions.ts';
import { edit, type LintRule, type Report } from '../../rule.ts';
import { at, type Entry, type Located } from '../../source/located.ts';
import { placeOf } from '../../template/stampFolder.ts';
import { choicesOf, listed, typeNames, wrote } from '../steps/inputWords.ts';

const REFUSED = 'The catalog refuses the template.';

/** A template is an entity as the catalog takes it. */
export const templateSchema: LintRule = {
  id: 'template-schema',
  title: 'A template is an entity as the catalog takes it.',
  why: 'The catalog refuses what its schemas do not take: the template does not appear, or stays as it was before the last change.',
  severity: 'error',
  example: {
    bad: 'type: service\nsteps:\n  - { id: log, name: Log }\n',
    good: 'type: service\nsteps:\n  - { id: log, name: Log, action: debug:log }\n',
  },
  check({ template: { root }, manifest }) {
    if (manifest || root.kind === 'unknown') return [];
    if (root.kind !== 'map') {
      const message = `This is ${wrote(root.value)}, and a template is an object. ${REFUSED}`;
      return [{ at: root, message, fix: 'Write apiVersion, kind, metadata and spec.' }];
    }
    return [...schemaErrors(root).map(error => toReport(root, error)), ...formatReports(root)];
  },
};

let validate: ValidateFunction | undefined;

function schemaErrors(root: Located): ErrorObject[] {
  if (!validate) {
    const { entitySchemas, templateSchema: schema } = installedPlugins();
    const ajv = new Ajv({
      allErrors: true,
      verbose: true,
      strict: false,
      validateSchema: false,
      logger: false,
    });
    for (const known of entitySchemas) ajv.addSchema(known);
    validate = ajv.compile(schema);
  }
  if (validate(root.value)) return [];
  const told = new Set<string>();
  return (validate.errors ?? []).filter(error => {
    if (!isCertain(root, error)) return false;
    // both schemas, the entity's and the template's, may say the same
    const key = JSON.stringify([error.instancePath, error.keyword, error.params]);
    return !told.has(key) && told.add(key);
  });
}

function isCertain(root: Located, { instancePath, keyword, params, schemaPath }: ErrorObject): boolean {
  const keys = parsePointer(instancePath);
  const node = at(root, ...keysOf(root, keys));
  if (node?.kind === 'unknown') return false;
  if (keyword === 'required' && node?.entries.has(params.missingProperty)) return false;
  // other rules tell of fields that no entity has, and of versions
  if (keyword === 'additionalProperties' && instancePath === '') return false;
  if (instancePath === '/apiVersion' && typeof node?.value === 'string' && node.value !== '') return false;
  if (!/\/parameters\/oneOf/.test(schemaPath)) return true;
  // a form is one page or a list of them: what was meant is what is there
  const form = at(root, 'spec', 'parameters');
  if (keyword === 'oneOf') return form?.kind === 'scalar';
  if (schemaPath.endsWith('/oneOf/0/type') || schemaPath.endsWith('/oneOf/1/type')) return false;
  return schemaPath.includes(form?.kind === 'seq' ? '/oneOf/1/' : '/oneOf/0/');
}

/** Keys as `at` takes them: an index is a number. */
function keysOf(root: Located, keys: readonly string[]): (string | number)[] {
  let node: Located | undefined = root;
  return keys.map(key => {
    const known: string | number = node?.kind === 'seq' ? Number(key) : key;
    node = at(node, known);
    return known;
  });
}

function toReport(root: Located, error: ErrorObject): Report {
  const { keyword, params, instancePath } = error;
  const keys = keysOf(root, parsePointer(instancePath));
  const node = at(root, ...keys) ?? root;
  const schema = error.parentSchema as Record<string, unknown>;
  const where = keys.length === 0 ? 'The template' : keys.join('.');
  const said = (message: string, fix: string) => ({ at: node, message: `${message} ${REFUSED}`, fix });
  switch (keyword) {
    case 'required': {
      const missing = `${params.missingProperty}`;
      const place: Located | Entry = keys.length === 0 ? node : placeOf(root, keys, true);
      const near = nearest(
        missing,
        [...node.entries.keys()].filter(key => obviouslyMeant(key, [missing])),
      );
      const fix = near ? `Write ${missing} instead of ${near}.` : `Add ${missing}.`;
      return { at: place, message: `${where} has no ${missing}. ${REFUSED}`, fix };
    }
    case 'type':
      return said(
        `${where} is ${wrote(node.value)}, and is to be ${typeNames(schema)}.`,
        `Write ${typeNames(schema)}.`,
      );
    case 'oneOf':
      return said(
        `${where} is ${wrote(node.value)}, and is to be a page of the form or a list of pages.`,
        'Write a list of pages.',
      );
    case 'enum':
    case 'const': {
      const choices = choicesOf(schema);
      const meant = typeof node.value === 'string' ? obviouslyMeant(node.value, choices) : undefined;
      return {
        ...said(
          `${where} is ${wrote(node.value)}, and is to be ${listed(choices)}.`,
          `Write ${meant ?? listed(choices)}.`,
        ),
        ...(meant && { edits: [edit(node.source, node.start, node.end, meant)] }),
      };
    }
    case 'minLength':
      return said(`${where} is empty.`, 'Write a text, or leave the key out.');
    case 'additionalProperties':
      return {
        ...said(`${where} has a ${params.additionalProperty}, which is not taken.`, 'Remove it.'),
        at: placeOf(root, [...keys, params.additionalProperty], true),
      };
    default:
      return said(`${where} ${error.message}.`, 'Correct it.');
  }
}

const catalog = makeValidator();
const NAME = 'letters, digits and single - _ . between them, 63 characters at most';

/** Names, labels, annotations and tags in the form in which the catalog takes them. */
function formatReports(root: Located): Report[] {
  const metadata = at(root, 'metadata');
  const reports: Report[] = [];
  const judge = (
    node: Located | Entry | undefined,
    text: unknown,
    isValid: (text: string) => boolean,
    what: string,
    form: string,
  ) => {
    if (!node || typeof text !== 'string' || text === '' || isValid(text)) return;
    reports.push({
      at: node,
      message: `${what} "${text}" is not of the form that the catalog takes. ${REFUSED}`,
      fix: `Write ${form}.`,
    });
  };
  const name = at(metadata, 'name');
  judge(name, name?.value, catalog.isValidEntityName, 'The name', NAME);
  const namespace = at(metadata, 'namespace');
  judge(
    namespace,
    namespace?.value,
    catalog.isValidNamespace,
    'The namespace',
    'lower-case letters, digits and single hyphens, 63 characters at most',
  );
  for (const entry of at(metadata, 'labels')?.entries.values() ?? []) {
    judge(
      entry,
      entry.key,
      catalog.isValidLabelKey,
      'The label',
      `${NAME}, with a domain and a slash before it if you like`,
    );
    judge(entry.value, entry.value.value, catalog.isValidLabelValue, 'The label’s value', NAME);
  }
  for (const entry of at(metadata, 'annotations')?.entries.values() ?? []) {
    judge(
      entry,
      entry.key,
      catalog.isValidAnnotationKey,
      'The annotation',
      `${NAME}, with a domain and a slash before it if you like`,
    );
  }
  for (const tag of at(metadata, 'tags')?.items ?? []) {
    judge(
      tag,
      tag.value,
      catalog.isValidTag,
      'The tag',
      'lower-case letters, digits, : + # and single hyphens, 63 characters at most',
    );
  }
  return reports;
}
