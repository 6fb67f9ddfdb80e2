import {
  at,
  certainMatch,
  closestMatch,
  fromAjv,
  type Located,
  parsePointer,
  type SchemaProblem,
} from '@goldpath/diagnostics';
import { placeOf } from '@goldpath/template';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { installedPlugins } from '../../actions/actions.ts';
import { edit, type LintRule, type Report } from '../../rule.ts';
import { describeValue } from '../descriptions.ts';
import { formatReports } from './metadataFormats.ts';

/** A template is an entity that the catalog accepts. */
export const templateSchema: LintRule = {
  id: 'template-schema',
  title: 'A template is an entity that the catalog accepts.',
  why: 'The catalog rejects an entity that violates its schemas: the template does not appear, or stays as it was before the last change.',
  severity: 'error',
  example: {
    incorrect: 'type: service\nsteps:\n  - { id: log, name: Log }\n',
    correct: 'type: service\nsteps:\n  - { id: log, name: Log, action: debug:log }\n',
  },
  check({ template: { root }, manifest }) {
    if (manifest || root.kind === 'unknown') return [];
    if (root.kind !== 'map') {
      const message = `This is ${describeValue(root.value)}, but a template must be an object. ${REJECTED}`;
      return [{ at: root, message, fix: 'Write apiVersion, kind, metadata and spec.' }];
    }
    return [...schemaProblems(root).map(problem => toReport(root, problem)), ...formatReports(root)];
  },
};

const REJECTED = 'The catalog rejects the template.';

let validate: ValidateFunction | undefined;

function compile(): ValidateFunction {
  const { entitySchemas, templateSchema: schema } = installedPlugins();
  const ajv = new Ajv({
    allErrors: true,
    verbose: true,
    strict: false,
    validateSchema: false,
    logger: false,
  });
  for (const known of entitySchemas) ajv.addSchema(known);
  return ajv.compile(schema);
}

/** The violations of the schemas of entities and templates, which overlap. */
function schemaProblems(root: Located): SchemaProblem[] {
  validate ??= compile();
  if (validate(root.value)) return [];
  const errors = (validate.errors ?? []).filter(
    error => !isReportedElsewhere(error) && isOfWrittenForm(root, error) && isKnown(root, error),
  );
  const unique = Map.groupBy(fromAjv(errors), ({ path, keyword }) => JSON.stringify([path, keyword]));
  return [...unique.values()].map(([first]) => first).filter(first => first !== undefined);
}

/** unknown-field reports fields that entities do not have, and template-api-version reports versions. */
function isReportedElsewhere({ instancePath, keyword, data }: ErrorObject): boolean {
  if (keyword === 'additionalProperties' && instancePath === '') return true;
  return instancePath === '/apiVersion' && typeof data === 'string' && data !== '';
}

/** Whether the value is known: it is not included from a file that cannot be read. */
function isKnown(root: Located, { instancePath, keyword, params }: ErrorObject): boolean {
  const node = placeOf(root, parsePointer(instancePath)) as Located;
  if (node.kind === 'unknown') return false;
  return keyword !== 'required' || !node.entries.has(String(params.missingProperty));
}

/** A form is a page or a list of pages. Only the errors of the alternative that is written are relevant. */
function isOfWrittenForm(root: Located, { keyword, schemaPath }: ErrorObject): boolean {
  if (!schemaPath.includes('/parameters/oneOf')) return true;
  const form = at(root, 'spec', 'parameters');
  if (keyword === 'oneOf') return form?.kind === 'scalar';
  if (schemaPath.endsWith('/oneOf/0/type') || schemaPath.endsWith('/oneOf/1/type')) return false;
  return schemaPath.includes(form?.kind === 'seq' ? '/oneOf/1/' : '/oneOf/0/');
}

function toReport(root: Located, problem: SchemaProblem): Report {
  const { path, isKey, keyword, suggestion } = problem;
  const place = placeOf(root, path, isKey);
  const { message, fix } = describe(root, problem);
  const report: Report = {
    at: place,
    message: `${path.join('.') || 'The template'} ${message}. ${REJECTED}`,
    fix,
  };
  if (suggestion === undefined || keyword === 'additionalProperties') return report;
  return {
    ...report,
    fix: `Write ${suggestion}.`,
    edits: [edit(place.source, place.start, place.end, suggestion)],
  };
}

function describe(root: Located, problem: SchemaProblem): Pick<Report, 'message' | 'fix'> {
  const { path, keyword, message, fix } = problem;
  switch (keyword) {
    case 'required':
      return { message, fix: addKey(root, path) };
    case 'additionalProperties':
      return { message, fix: 'Remove it.' };
    case 'oneOf':
      return { message: 'must be a page of the form or a list of pages', fix: 'Write a list of pages.' };
    case 'minLength':
      return { message: 'is empty', fix: 'Write a value, or remove the key.' };
    default:
      return { message, fix: `${fix.charAt(0).toUpperCase()}${fix.slice(1).replace(/\.$/, '')}.` };
  }
}

/** The fix for a missing key, which may only be misspelled. */
function addKey(root: Located, path: readonly string[]): string {
  const key = path.at(-1) ?? '';
  const parent = placeOf(root, path.slice(0, -1)) as Located;
  const similar = [...parent.entries.keys()].filter(written => certainMatch(written, [key]));
  const closest = closestMatch(key, similar);
  if (closest) return `Write ${key} instead of ${closest}.`;
  return `Add ${key}.`;
}
