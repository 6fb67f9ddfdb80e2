import { at, certainMatch, closestMatch, fromAjv, type Located, parsePointer } from '@goldpath/diagnostics';
import { placeOf } from '@goldpath/template';
import type { ErrorObject } from 'ajv';
import { edit, type LintRule, type Report } from '../../rule.ts';
import { describeTypes } from '../descriptions.ts';
import { limitReports } from './answerLimits.ts';
import { fieldReports } from './fieldReports.ts';
import { FORM_FAILS, schemasOf } from './formSchemas.ts';
import { schemaViolations } from './jsonSchema.ts';
import { jsonTypes } from './jsonTypes.ts';
import { patternReports } from './patternReports.ts';

/** The pages of a form are JSON schemas. */
export const parametersSchema: LintRule = {
  id: 'parameters-schema',
  title: 'Each page of a form is a valid JSON schema, and its defaults are valid answers.',
  why: 'The form compiles the schema of a page when the user presses Next. With an invalid schema the user cannot leave the page.',
  severity: 'error',
  example: {
    incorrect:
      'parameters:\n  - title: Page\n    properties:\n      name: { type: string, required: true }\n',
    correct:
      'parameters:\n  - title: Page\n    required: [name]\n    properties:\n      name: { type: string }\n',
  },
  *check({ template: { pages }, stamped }) {
    for (const page of pages) {
      yield* schemaErrors(page).map(error => toReport(page, error));
      for (const schema of schemasOf([page])) {
        // stamp-schema reports patterns too
        if (!stamped) yield* patternReports(schema);
        yield* fieldReports(schema);
        yield* limitReports(schema);
        yield* brokenReferences(page, schema);
      }
    }
  },
};

/** The violations of the JSON schema of JSON schemas: at most one for each place. */
function schemaErrors(page: Located): ErrorObject[] {
  const errors = schemaViolations(page.value).filter(error => isReportedHere(page, error));
  const byPlace = Map.groupBy(errors, ({ instancePath }) => instancePath);
  return [...byPlace]
    .filter(([place, found]) => {
      const hasInner = errors.some(({ instancePath }) => instancePath.startsWith(`${place}/`));
      return !(hasInner && found.some(({ keyword }) => keyword === 'anyOf'));
    })
    .map(([, found]) => found[0])
    .filter(error => error !== undefined);
}

/** Other reports are about repeated choices, and ui-key-place is about `ui:` keys among the fields. */
function isReportedHere(page: Located, { instancePath, keyword }: ErrorObject): boolean {
  const path = parsePointer(instancePath);
  const key = path.at(-1) ?? '';
  if (key.startsWith('ui:') || (key === 'enum' && ['minItems', 'uniqueItems'].includes(keyword)))
    return false;
  const node = placeOf(page, path);
  return !('kind' in node && node.kind === 'unknown');
}

function toReport(page: Located, error: ErrorObject): Report {
  const path = parsePointer(error.instancePath);
  const node = placeOf(page, path) as Located;
  const key = path.at(-1);
  if (key === 'required' && typeof node.value === 'boolean') {
    return {
      at: node,
      message: `required must be a list of fields, and not ${node.value}. ${FORM_FAILS}`,
      fix: 'Remove it, and add the name of the field to the list "required" beside "properties".',
    };
  }
  if (key === 'type' && typeof node.value === 'string') return typeReport(node, node.value);
  if (error.keyword === 'uniqueItems') return repeatedItem(node, key, error);
  const [problem] = fromAjv([error]);
  const report: Report = {
    at: node,
    message: `${key ?? 'The page'} ${problem?.message ?? 'is not valid'}. ${FORM_FAILS}`,
    fix: 'Write a value that JSON Schema allows.',
  };
  if (error.keyword === 'type') report.fix = `Write ${describeTypes(error.parentSchema ?? {})}.`;
  return report;
}

/** The second one of two equal entries of a list. */
function repeatedItem(list: Located, key: string | undefined, { params }: ErrorObject): Report {
  const { i, j } = params as { i: number; j: number };
  const item = list.items[Math.max(i, j)];
  return {
    at: item ?? list,
    message: `${key ?? 'The list'} contains ${JSON.stringify(item?.value)} twice. ${FORM_FAILS}`,
    fix: 'Remove one of the two.',
  };
}

function typeReport(node: Located, type: string): Report {
  const report: Report = {
    at: node,
    message: `${JSON.stringify(type)} is not a type of JSON Schema. ${FORM_FAILS}`,
    fix: `Write ${closestMatch(type, jsonTypes)}, or another one of ${jsonTypes.join(', ')}.`,
  };
  const match = certainMatch(type, jsonTypes);
  if (match) report.edits = [edit(node.source, node.start, node.end, match)];
  return report;
}

/** A `$ref` to a part of the page that does not exist. */
function brokenReferences(page: Located, schema: Located): Report[] {
  const reference = at(schema, '$ref');
  if (typeof reference?.value !== 'string' || !reference.value.startsWith('#/')) return [];
  let node: Located | undefined = page;
  for (const key of parsePointer(reference.value.slice(1))) {
    // the part may be in a file that cannot be read
    if (node?.kind === 'unknown') return [];
    node = node?.kind === 'seq' ? at(node, Number(key)) : at(node, key);
  }
  if (node) return [];
  return [
    {
      at: reference,
      message: `The page has no ${reference.value}. ${FORM_FAILS}`,
      fix: 'Write the path of a schema of this page, such as #/definitions/name.',
    },
  ];
}
