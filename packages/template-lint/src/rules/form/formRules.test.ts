import { expect, test } from 'vitest';
import { lintExample } from '../examples.fixture.ts';

const page = (schema: string) => `parameters:\n  - title: Page\n${schema.replace(/^(?=.)/gm, '    ')}\n`;

test.each([
  ['no form', 'steps: []\n'],
  ['a form without pages', 'parameters: []\n'],
  [
    'a single page',
    'parameters:\n  title: Page\n  required: [name]\n  properties: { name: { type: string } }\n',
  ],
  ['a page without fields', page('description: Read this first.\nproperties: {}')],
  ['a required field of an object that accepts any', page('required: [name]')],
  [
    'a required field of a branch',
    page(
      'required: [kind]\nproperties: { kind: { type: string } }\ndependencies:\n  kind:\n    oneOf:\n      - properties: { kind: { const: a }, zone: { type: string } }\n        required: [zone, kind]',
    ),
  ],
  [
    'a required field of the whole form in a condition',
    page(
      'properties: { kind: { type: string }, zone: { type: string } }\nif: { required: [kind], properties: { kind: { const: a } } }\nthen: { required: [zone] }',
    ),
  ],
  [
    'a condition about a field of another page',
    page(
      'properties: { a: { type: string } }\nif: { required: [elsewhere] }\nthen: { required: [a] }\nnot: { required: [gone] }',
    ),
  ],
  [
    'a dependency on other fields',
    page('properties: { a: { type: string }, b: { type: string } }\ndependencies: { a: [b] }'),
  ],
  [
    'keys of other tools that look like keywords',
    page(
      'properties:\n  a: { type: string, note: Some text, href: "https://example.com", when: { is: x }, nots: [x] }',
    ),
  ],
  [
    'a reference',
    page(
      'properties: { size: { $ref: "#/definitions/size" } }\ndefinitions: { size: { type: string } }\nrequired: [size]',
    ),
  ],
  ['several types', page('properties: { size: { type: [string, "null"], default: null } }')],
  [
    'a default among choices that are numbers',
    page('properties: { size: { type: number, enum: [1, 2], default: 2 } }'),
  ],
  [
    'choices with titles',
    page('properties: { size: { type: string, oneOf: [{ const: a, title: A }, { const: b, title: B }] } }'),
  ],
  [
    'names in ui:enumNames',
    page('properties: { size: { type: string, enum: [a, b], ui:enumNames: [A, B] } }'),
  ],
  [
    'items of several kinds',
    page(
      'properties: { parts: { type: array, items: [{ type: string }, { type: number }], default: [a, 1] } }',
    ),
  ],
  [
    'ui keys of items',
    page(
      'properties: { parts: { type: array, ui:options: { orderable: false }, items: { type: string, ui:widget: textarea } } }',
    ),
  ],
  [
    'ui keys of a page',
    page(
      'ui:order: [b, a]\nbackstage:featureFlag: new-form\nproperties: { a: { type: string }, b: { type: string } }',
    ),
  ],
  [
    'ui keys under then',
    page(
      'properties: { a: { type: boolean } }\nif: { properties: { a: { const: true } } }\nthen: { properties: { b: { type: string, ui:field: OwnerPicker } } }',
    ),
  ],
  [
    'a field called like a keyword',
    page(
      'properties: { required: { type: string }, type: { type: string }, pattern: { type: string }, enum: { type: string }, default: { type: boolean } }',
    ),
  ],
  [
    'a secret with ui keys',
    page(
      'properties: { token: { type: string, ui:field: Secret, ui:backstage: { review: { mask: "*" } } } }',
    ),
  ],
  [
    'a field of an extension',
    page(
      'properties: { repo: { type: string, ui:field: RepoUrlPicker, ui:options: { allowedHosts: [github.com], requestUserCredentials: { secretsKey: KEY } } } }',
    ),
  ],
  ['custom keywords', page('properties: { a: { type: string, x-hint: none, example: b, visibility: all } }')],
  ['a pattern with a class', page("properties: { a: { type: string, pattern: '^[\\w\\-]+\\.[a-z]{2,}$' } }")],
  ['steps without ids', 'steps:\n  - { action: debug:log }\n  - { action: debug:log }\n'],
  [
    'a step with everything',
    "steps:\n  - { id: a, name: A, action: debug:log, if: true, each: [1, 2], input: { message: '${{ each.value }}' }, backstage:permissions: { tags: [a] } }\n",
  ],
  [
    'custom fields of the output',
    'output: { number: a, links: [{ title: Open, url: https://example.com, icon: web }], text: [{ title: A, content: b, default: true }] }\n',
  ],
  [
    'experimental fields',
    'EXPERIMENTAL_recovery: { EXPERIMENTAL_strategy: startOver }\npresentation: { buttonLabels: { createButtonText: Go } }\nlifecycle: experimental\nsystem: tools\n',
  ],
])('%s: nothing is reported', async (_what, spec) => {
  expect(await lintExample(spec)).toEqual([]);
});

test.each([
  [
    'annotations and labels',
    'annotations: { backstage.io/techdocs-ref: "dir:.", backstage.io/managed-by-location: "url:https://example.com" }\n  labels: { tier: gold }',
  ],
  ['links', 'links: [{ url: https://example.com, title: Docs, icon: docs, type: guide }]'],
  ['tags', 'tags: [node-js, c++, "a:b", "c#"]'],
  ['a namespace', 'namespace: team-a'],
  ['custom metadata', 'owner: me\n  order: 3'],
])('metadata with %s is valid', async (_what, more) => {
  const yaml = `apiVersion: scaffolder.backstage.io/v1beta3\nkind: Template\nmetadata:\n  name: Some_name.1\n  ${more}\nspec: { type: service, steps: [] }\n`;
  expect(await lintExample({ 'template.yaml': yaml })).toEqual([]);
});

test('anchors and several documents are valid', async () => {
  const yaml = `apiVersion: scaffolder.backstage.io/v1beta3
kind: Template
metadata: { name: one }
spec:
  type: service
  parameters:
    - title: Page
      properties:
        a: &text { type: string, title: A }
        b: *text
  steps: []
---
apiVersion: backstage.io/v1alpha1
kind: Location
metadata: { name: more }
spec: { targets: [./other.yaml] }
`;
  expect(await lintExample({ 'template.yaml': yaml })).toEqual([]);
});
