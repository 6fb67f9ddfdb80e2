import { at, certainMatch, type Entry, type Located } from '@goldpath/diagnostics';
import { edit, type LintRule, type Report } from '../../rule.ts';
import { experimentalReports } from './experimentalReports.ts';
import { foreignLimits } from './foreignLimits.ts';
import { schemasOf } from './formSchemas.ts';
import { jsonTypes } from './jsonTypes.ts';
import { schemaViolations } from './jsonSchema.ts';
import { knownFields } from './knownFields.ts';

/** Fields have the names that the portal reads. */
export const unknownField: LintRule = {
  id: 'unknown-field',
  title: 'Fields have the names that the portal reads.',
  why: 'The portal silently ignores a field that it does not know, such as a misspelled one.',
  severity: 'error',
  example: {
    incorrect: 'steps:\n  - { id: log, action: debug:log, inputs: { message: Hello } }\n',
    correct: 'steps:\n  - { id: log, action: debug:log, input: { message: Hello } }\n',
  },
  check({ template: { root, spec, pages, steps }, manifest, stamped }) {
    if (manifest) return [];
    const output = at(spec, 'output');
    const itemsOf = (key: string) => at(output, key)?.items ?? [];
    const reports = [
      ...entityReports(root),
      ...misspelled(at(root, 'metadata'), knownFields.metadata),
      ...fieldsOfTemplate(spec),
      ...pages.flatMap(fieldsOfPage),
      ...misspelled(output, knownFields.output),
      ...unknownLabels(at(spec, 'presentation')),
      ...experimentalReports(spec),
      ...steps.flatMap(({ node }) => stepReports(node)),
      ...itemsOf('links').flatMap(fieldsOfLink),
      ...itemsOf('text').flatMap(node => misspelled(node, knownFields.text)),
    ];
    // stamp-schema reports every unknown keyword
    if (!stamped)
      reports.push(...schemasOf(pages).flatMap(schemaReports), ...pages.flatMap(fieldsOutsideOfProperties));
    return reports;
  },
};

/** The catalog accepts no other fields in an entity. */
function entityReports(root: Located): Report[] {
  return unknownEntries(root, knownFields.root).map(entry => {
    const message = `An entity has no field ${entry.key}. The catalog rejects the template.`;
    return (
      renaming(root, entry, knownFields.root, message) ?? {
        at: entry,
        message,
        fix: 'Remove it, or move it to the object that it belongs to, such as metadata or spec.',
      }
    );
  });
}

/** Fields that only `metadata` has. */
const OF_METADATA = ['tags', 'labels', 'annotations', 'links', 'description', 'title'];

/** Fields of the first version of templates. */
const OF_FIRST_VERSION = ['templater', 'path'];

function fieldsOfTemplate(spec: Located | undefined): Report[] {
  if (!spec) return [];
  return unknownEntries(spec, knownFields.spec)
    .filter(({ key }) => !key.startsWith('EXPERIMENTAL_'))
    .map(
      (entry): Report =>
        renaming(spec, entry, knownFields.spec, `${entry.key} is not a field that the portal reads.`) ?? {
          at: entry,
          severity: 'warning',
          message: `The portal does not read ${entry.key} in spec.`,
          fix: fixOfTemplateField(entry.key),
        },
    );
}

function fixOfTemplateField(key: string): string {
  if (OF_METADATA.includes(key)) return `Move ${key} into metadata.`;
  if (OF_FIRST_VERSION.includes(key)) return 'Write steps with actions such as fetch:template.';
  return `Remove it; the fields of spec are ${knownFields.spec.slice(0, 7).join(', ')}.`;
}

function fieldsOfLink(link: Located): Report[] {
  if (link.kind !== 'map') return [];
  // output-link reports a link without a title; an id has no effect that anyone expects
  const isExpected = (key: string) => key === 'id' || (key === 'text' && !link.entries.has('title'));
  const unread = unknownEntries(link, knownFields.link).filter(({ key }) => !isExpected(key));
  return unread.map(
    (entry): Report =>
      renaming(link, entry, knownFields.link, `${entry.key} is not a field that the portal reads.`) ?? {
        at: entry,
        severity: 'warning',
        message: `The portal does not read ${entry.key} in a link.`,
        fix: `Remove it; the fields of a link are ${knownFields.link.join(', ')}.`,
      },
  );
}

function fieldsOfPage(page: Located): Report[] {
  return [...fieldsOfSpec(page), ...namesOfPage(page)];
}

/** `name: Service` in place of a title. */
function namesOfPage(page: Located): Report[] {
  const entry = page.entries.get('name');
  if (!entry || page.entries.has('title') || typeof entry.value.value !== 'string') return [];
  return [
    {
      at: entry,
      severity: 'warning',
      message: 'The portal does not read name in a page of the form, so the page has no title.',
      fix: 'Write title.',
    },
  ];
}

/** Steps and outputs that are indented too far. */
function fieldsOfSpec(page: Located): Report[] {
  return ['steps', 'output']
    .map(key => page.entries.get(key))
    .filter(entry => entry !== undefined)
    .filter(({ value }) => value.kind === 'seq' || value.entries.has('links') || value.entries.has('text'))
    .map(entry => ({
      at: entry,
      message: `The portal does not read ${entry.key} in a page of the form.`,
      fix: `Move ${entry.key} beside parameters.`,
    }));
}

/** Other labels of buttons than the portal has. */
function unknownLabels(presentation: Located | undefined): Report[] {
  if (!presentation) return [];
  const labels = at(presentation, 'buttonLabels');
  return [
    ...unknownEntries(presentation, knownFields.presentation),
    ...(labels ? unknownEntries(labels, knownFields.buttonLabels) : []),
  ].map(entry => ({
    at: entry,
    severity: 'warning',
    message: `The portal does not read ${entry.key} in presentation.`,
    fix: `Write buttonLabels with ${knownFields.buttonLabels.join(', ')}.`,
  }));
}

/** The portal reads no other fields in a step. */
function stepReports(node: Located): Report[] {
  // a step from a file that cannot be read has other fields
  if (node.kind === 'unknown') return [];
  return unknownEntries(node, knownFields.step).map(entry => {
    const message = `A step has no field ${entry.key}. The portal does not read it.`;
    return (
      renaming(node, entry, knownFields.step, message) ?? {
        at: entry,
        severity: 'warning',
        message,
        fix: `Remove it; the fields of a step are ${knownFields.step.slice(0, 6).join(', ')}.`,
      }
    );
  });
}

function schemaReports(schema: Located): Report[] {
  return [...foreignLimits(schema), ...misspelledKeywords(schema)];
}

function misspelledKeywords(schema: Located): Report[] {
  return misspelled(schema, knownFields.schema, fitsKeyword).map(report => ({
    ...report,
    severity: 'warning',
  }));
}

/** Keywords of JSON Schema whose value may be a schema, or any object. */
const keywordsWithObjects =
  `items additionalItems contains additionalProperties propertyNames if then else not default const
  errorMessage`.split(/\s+/);

/** The fields of a page that were written without the `properties` around them. */
function fieldsOutsideOfProperties(page: Located): Report[] {
  if (page.entries.has('properties')) return [];
  const isField = (value: Located) => jsonTypes.includes(String(at(value, 'type')?.value));
  const isFields = (key: string, { entries }: Located) =>
    !knownFields.schema.includes(key) &&
    certainMatch(key, knownFields.schema) === undefined &&
    entries.size > 0 &&
    [...entries.values()].every(({ value }) => isField(value));
  return unknownEntries(page, keywordsWithObjects)
    .filter(({ key, value }) => !key.startsWith('ui:') && (isField(value) || isFields(key, value)))
    .map(entry => ({
      at: entry,
      message: `${entry.key} is not in the properties of the page, so the form does not show it.`,
      fix: 'Move it, with the other fields of the page, into "properties".',
    }));
}

/** Whether a keyword of JSON Schema can have the value: `note: Some text` is not a misspelled `not`. */
const fitsKeyword = (keyword: string, value: unknown) => schemaViolations({ [keyword]: value }).length === 0;

/** Other objects may have any fields, so only misspelled ones are reported. */
function misspelled(
  node: Located | undefined,
  known: readonly string[],
  fits: (field: string, value: unknown) => boolean = () => true,
): Report[] {
  if (!node) return [];
  return unknownEntries(node, known)
    .filter(({ key, value }) => fits(certainMatch(key, known) ?? key, value.value))
    .map(entry => renaming(node, entry, known, `${entry.key} is not a field that the portal reads.`))
    .filter(report => report !== undefined);
}

const unknownEntries = (node: Located, known: readonly string[]) =>
  // merge-key reports <<
  [...node.entries.values()].filter(({ key }) => key !== '<<' && !known.includes(key));

/** The report of a misspelled field; undefined when it is not certain which one was intended. */
function renaming(
  { entries }: Located,
  entry: Entry,
  known: readonly string[],
  message: string,
): Report | undefined {
  const match = certainMatch(entry.key, known);
  if (match === undefined || entries.has(match)) return undefined;
  const edits = [edit(entry.source, entry.start, entry.end, match)];
  return { at: entry, message, fix: `Write ${match}.`, edits };
}
