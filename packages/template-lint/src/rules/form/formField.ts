import { at, certainMatch, type Entry, type Located } from '@goldpath/diagnostics';
import { edit, type LintRule, type Report } from '../../rule.ts';
import { appliedSchemas } from '../../template/parameters.ts';
import { isExtension } from './extensions.ts';
import { FORM_FAILS, formSchemas } from './formSchemas.ts';
import { allWidgets, widgets } from './widgets.ts';

/** The form has an input control for every field. */
export const formField: LintRule = {
  id: 'form-field',
  title: 'Each field has a type, and an input control that the form has for this type.',
  why: 'In place of a field without a type, or of a list without items, the form shows the text "Unsupported field". A control that does not exist for the type breaks the page.',
  severity: 'error',
  example: {
    incorrect: 'parameters:\n  - title: Page\n    properties:\n      name: { title: Name }\n',
    correct: 'parameters:\n  - title: Page\n    properties:\n      name: { title: Name, type: string }\n',
  },
  check({ template: { pages } }) {
    const all = pages.flatMap(page => formSchemas(page));
    const objects = new Set(all.map(({ object }) => object));
    // the extension of a field shows what is below it
    for (const { schema } of all.filter(one => isExtension(at(one.schema, 'ui:field')?.value)))
      for (const { object } of formSchemas(schema)) objects.delete(object);
    return [...objects].flatMap(object => {
      const definitions = Map.groupBy(shownFields(object), ({ key }) => key);
      return [...definitions.values()].flatMap(fieldReports);
    });
  },
};

/** The definitions of the fields of an object, without conditions about them. */
function shownFields(object: Located): Entry[] {
  const parts = [...appliedSchemas(object)];
  const conditions = new Set(parts.flatMap(part => [at(part, 'if'), at(part, 'not')]));
  return parts
    .filter(part => !conditions.has(part))
    .flatMap(part => [...(at(part, 'properties')?.entries.values() ?? [])]);
}

/** Keys of which each one is enough to show a field. */
const showing = [
  ...['type', 'enum', 'const', '$ref', 'properties', 'additionalProperties', 'oneOf', 'anyOf', 'allOf', 'if'],
  // merge-key reports this one
  ...['ui:field', '$id', '<<'],
];

/** @param entries - the definitions of the same field */
function fieldReports(entries: readonly Entry[]): Report[] {
  const [first] = entries;
  const schemas = entries.map(({ value }) => value);
  // ui-key-place and parameters-schema report values that are not schemas
  if (!first || first.key.startsWith('ui:') || schemas.some(({ kind }) => kind !== 'map')) return [];
  const has = (key: string) => schemas.some(schema => schema.entries.has(key));
  if (has('ui:field') || has('$ref') || schemas.some(hasFieldOption)) return [];
  const controls = controlsOf(schemas);
  if (controls.some(({ value }) => value === 'hidden')) return [];
  if (!showing.some(has)) return [withoutType(first)];
  const type = typeOf(schemas);
  if (type === undefined) return [];
  if (type === 'array') return listReports(first, schemas, controls);
  if (type === 'object') return filling.some(has) ? [] : [withoutFields(first)];
  const isChoice = type === 'boolean' || choosing.some(has);
  return controls.flatMap(control => [
    ...controlReports(control, type),
    ...(isChoice ? [] : withoutAlternatives(control)),
  ]);
}

/** Keys of which each one is enough to give an object a value. */
const filling = [
  ...[
    'properties',
    'additionalProperties',
    'patternProperties',
    'oneOf',
    'anyOf',
    'allOf',
    'if',
    'dependencies',
  ],
  ...['default', 'enum', 'const', '<<'],
];

const withoutFields = (entry: Entry): Report => ({
  at: entry,
  severity: 'warning',
  message: `${entry.key} is an object without properties, so the form has nothing to fill in.`,
  fix: 'Add its properties, or change the type.',
});

/** Keys of which each one gives a control its choices. */
const choosing = ['enum', 'const', 'oneOf', 'anyOf', 'allOf', 'examples', '<<'];

/** `ui:widget: radio` of a plain string */
function withoutAlternatives(control: Located): Report[] {
  if (control.value !== 'radio' && control.value !== 'select') return [];
  return [
    {
      at: control,
      message: `The field has no choices, so the control ${control.value} shows nothing to select.`,
      fix: 'Add enum with the choices, or remove the control.',
    },
  ];
}

/** The only type of a field; undefined when there are several. */
function typeOf(schemas: readonly Located[]): string | undefined {
  const types = new Set(schemas.map(schema => at(schema, 'type')?.value).filter(type => type !== undefined));
  const [type = 'string', another] = types;
  return typeof type === 'string' && another === undefined ? type : undefined;
}

const hasFieldOption = (schema: Located) => at(schema, 'ui:options', 'field') !== undefined;

function controlsOf(schemas: readonly Located[]): Located[] {
  return schemas
    .flatMap(schema => [at(schema, 'ui:widget'), at(schema, 'ui:options', 'widget')])
    .filter(control => control !== undefined);
}

function listReports(field: Entry, schemas: readonly Located[], controls: readonly Located[]): Report[] {
  const has = (key: string) => schemas.some(schema => schema.entries.has(key));
  if (!['items', 'enum', 'const'].some(has)) return [withoutItems(field)];
  const [first, another] = schemas;
  const items = at(first, 'items');
  if (!another && items?.kind === 'map' && !showing.some(key => items.entries.has(key)))
    return [itemsWithoutType(field, items)];
  if (has('uniqueItems')) return controls.flatMap(control => controlReports(control, 'array'));
  return controls.flatMap(withoutChoices);
}

/** The form passes the choices to such a control only if the list has unique items. */
function withoutChoices(control: Located): Report[] {
  if (control.value !== 'checkboxes' && control.value !== 'select') return controlReports(control, 'array');
  return [
    {
      at: control,
      message: `Without uniqueItems, the form shows no choices in the control ${control.value}.`,
      fix: 'Add uniqueItems: true beside the type.',
    },
  ];
}

const withoutType = (entry: Entry): Report => ({
  at: entry,
  message: `${entry.key} has no type, so the form shows "Unsupported field" in its place.`,
  fix: 'Add a type, such as type: string.',
});

const itemsWithoutType = (entry: Entry, items: Located): Report => ({
  at: items,
  message: `The items of ${entry.key} have no type, so the form shows "Unsupported field" in place of each.`,
  fix: 'Add a type, such as type: string.',
});

const withoutItems = (entry: Entry): Report => ({
  at: entry,
  message: `${entry.key} is a list without items, so the form shows "Missing items definition" in its place.`,
  fix: 'Add the schema of its items, such as items: { type: string }.',
});

/** The problem of an input control that the form does not have for a type. */
function controlReports(control: Located, type: string): Report[] {
  const name = control.value;
  const known = widgets[type];
  if (typeof name !== 'string' || !known || known.includes(name)) return [];
  // the name of a component of the form, such as TextWidget
  if (/Widget$/.test(name)) return [];
  const match = certainMatch(name, known);
  const report: Report = {
    at: control,
    message: `The form has no control ${name} for the type ${type}. ${FORM_FAILS}`,
    fix: `Write one of ${known.join(', ')}, or change the type.`,
  };
  if (match !== undefined) {
    report.fix = `Write ${match}.`;
    report.edits = [edit(control.source, control.start, control.end, match)];
  } else if (!allWidgets.includes(name)) {
    // a portal can add controls
    report.severity = 'unknown';
  }
  return [report];
}
