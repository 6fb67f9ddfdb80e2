import { obviouslyMeant } from '../../../answers/nearest.ts';
import { edit, type LintRule, type Report } from '../../rule.ts';
import { at, type Entry, type Located } from '../../source/located.ts';
import { formSchemas } from './formSchemas.ts';

const fields = {
  root: ['apiVersion', 'kind', 'metadata', 'spec', 'relations', 'status'],
  metadata: ['name', 'namespace', 'title', 'description', 'labels', 'annotations', 'tags', 'links', 'uid', 'etag'],
  spec: ['type', 'owner', 'lifecycle', 'parameters', 'steps', 'output', 'secrets', 'presentation', 'formDecorators', 'system', 'EXPERIMENTAL_recovery', 'EXPERIMENTAL_formDecorators'],
  step: ['id', 'name', 'action', 'input', 'if', 'each', 'backstage:permissions'],
  output: ['links', 'text'],
  link: ['title', 'icon', 'url', 'entityRef', 'if'],
  text: ['title', 'icon', 'content', 'default', 'if'],
  schema: [
    ...['title', 'description', 'type', 'properties', 'required', 'enum', 'enumNames', 'const', 'default', 'examples', 'format', 'pattern'],
    ...['minLength', 'maxLength', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'items', 'additionalItems', 'minItems', 'maxItems', 'uniqueItems', 'contains'],
    ...['minProperties', 'maxProperties', 'patternProperties', 'additionalProperties', 'propertyNames', 'dependencies', 'dependentSchemas', 'dependentRequired', 'definitions', '$defs', '$ref', '$id', '$schema', '$comment'],
    ...['if', 'then', 'else', 'allOf', 'anyOf', 'oneOf', 'not', 'readOnly', 'writeOnly', 'nullable', 'errorMessage', 'contentEncoding', 'contentMediaType'],
    ...['ui:field', 'ui:widget', 'ui:options', 'ui:order', 'ui:autofocus', 'ui:help', 'ui:placeholder', 'ui:disabled', 'ui:readonly', 'ui:enumNames', 'ui:backstage', 'ui:title', 'ui:description', 'ui:style'],
    ...['backstage:permissions', 'backstage:featureFlag', 'backstage:layout', 'example', 'deprecated', 'min', 'max', 'help', 'hidden', 'visible', 'group', 'widget', 'field', 'disabled', 'text', 'icon', 'tooltip', 'placeholder', 'tags', 'link', 'links', 'name', 'id', 'key', 'value', 'label', 'option', 'options', 'order', 'hint', 'values'],
  ],
}; // prettier-ignore

/** Fields are spelt as they are read. */
export const unknownField: LintRule = {
  id: 'unknown-field',
  title: 'Fields have the names under which the portal reads them.',
  why: 'The portal says nothing of a field that it does not know: a misspelt one is as if it were not there.',
  severity: 'error',
  example: {
    bad: 'steps:\n  - { id: log, action: debug:log, inputs: { message: Hello } }\n',
    good: 'steps:\n  - { id: log, action: debug:log, input: { message: Hello } }\n',
  },
  check({ template: { root, spec, pages, steps }, manifest, stamped }) {
    if (manifest) return [];
    const output = at(spec, 'output');
    const each = (key: string) => at(output, key)?.items ?? [];
    return [
      ...foreign(root),
      ...misspelt(at(root, 'metadata'), fields.metadata),
      ...misspelt(spec, fields.spec),
      ...misspelt(output, fields.output),
      ...steps.flatMap(({ node }) => ofStep(node)),
      ...each('links').flatMap(node => misspelt(node, fields.link)),
      ...each('text').flatMap(node => misspelt(node, fields.text)),
      // stamp-schema tells of every keyword that is none
      ...(stamped ? [] : schemasOf(pages)).flatMap(node =>
        misspelt(node, fields.schema).map(report => ({ ...report, severity: 'warning' as const })),
      ),
    ];
  },
};

const schemasOf = (pages: readonly Located[]) => [
  ...new Set(pages.flatMap(page => formSchemas(page).map(({ schema }) => schema))),
];

/** The catalog takes no other fields beside these. */
function foreign(root: Located): Report[] {
  return others(root, fields.root).map(entry => ({
    at: entry,
    message: `An entity has no ${entry.key}: the catalog refuses the template.`,
    ...mendOf(
      root,
      entry,
      fields.root,
      'Remove it, or move it to where it belongs, such as metadata or spec.',
    ),
  }));
}

/** Nothing else of a step is read. */
function ofStep(node: Located): Report[] {
  return others(node, fields.step).map(entry => {
    const mend = mendOf(
      node,
      entry,
      fields.step,
      `Remove it; a step has ${fields.step.slice(0, 6).join(', ')}.`,
    );
    return {
      at: entry,
      message: `A step has no ${entry.key}: the portal does not read it.`,
      ...mend,
      ...(!mend.edits && { severity: 'warning' as const }),
    };
  });
}

/** Where fields are free only a slip of the pen is told. */
function misspelt(node: Located | undefined, known: readonly string[]): Report[] {
  if (!node) return [];
  return others(node, known).flatMap(entry => {
    const mend = mendOf(node, entry, known, '');
    return mend.edits
      ? [{ at: entry, message: `${entry.key} is no field that the portal reads.`, ...mend }]
      : [];
  });
}

const others = (node: Located, known: readonly string[]) =>
  [...node.entries.values()].filter(({ key }) => !known.includes(key));

function mendOf(
  { entries }: Located,
  { key, source, start, end }: Entry,
  known: readonly string[],
  otherwise: string,
): Pick<Report, 'fix' | 'edits'> {
  const meant = obviouslyMeant(key, known);
  // a field that is there already was not meant
  if (!meant || entries.has(meant)) return { fix: otherwise };
  return { fix: `Write ${meant}.`, edits: [edit(source, start, end, meant)] };
}
