import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Ajv } from 'ajv';
import { format, resolveConfig } from 'prettier';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { templateYaml } from '../rules/examples.fixture.ts';
import { editorSchema } from './editorSchema.ts';

const root = path.resolve(import.meta.dirname, '../../../..');
const file = path.join(root, 'docs/template.schema.json');
const settings = path.join(root, '.vscode/settings.json');

const validate = new Ajv({ allErrors: true, strict: false, validateFormats: false }).compile(editorSchema());

/** The problems of a template, by place. */
function problems(text: string): string[] {
  validate(parse(text));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

test('the schema for editors is up to date (run with -u to renew)', async () => {
  const style = await resolveConfig(file);
  const text = await format(JSON.stringify(editorSchema()), { ...style, parser: 'json' });
  await expect(text).toMatchFileSnapshot(file);
});

test('the recommended setting has the path of the schema', async () => {
  const { 'yaml.schemas': schemas } = JSON.parse(await readFile(settings, 'utf8')) as {
    'yaml.schemas': Record<string, string>;
  };
  expect(Object.keys(schemas).map(name => path.join(root, name))).toContain(file);
});

test('the template of this repository is valid', async () => {
  const text = await readFile(path.join(root, 'templates/prompt-library-service/template.yaml'), 'utf8');
  expect(problems(text)).toEqual([]);
});

const valid = {
  'pages with conditions, and inputs that are rendered': `
parameters:
  - title: One
    required: [name]
    properties:
      cluster: { type: string, ui:field: ClusterPicker, ui:autocomplete: { workspace: main } }
      name: { title: Name, type: string, pattern: '^[a-z]+$', ui:autofocus: true, ui:autocomplete: off, ui:options: { rows: 5 } }
      replace: { type: boolean, default: false, ui:widget: radio }
      kind: { type: string, enum: [a, b], enumNames: [A, B] }
    dependencies:
      kind:
        oneOf:
          - properties: { kind: { const: a } }
          - properties: { kind: { const: b }, more: { type: array, items: { type: string } } }
            required: [more]
  - title: Two
    properties:
      repoUrl: { type: string, ui:field: RepoUrlPicker, ui:backstage: { review: { show: false } } }
steps:
  - id: fetch
    name: Fetch
    action: fetch:template
    input:
      url: ./skeleton
      replace: \${{ parameters.replace }}
      trimBlocks: true
      copyWithoutTemplating: [a.txt, "\${{ parameters.name }}.txt"]
      values: { name: "\${{ parameters.name }}", list: [1, { deep: true }] }
  - action: publish:github
    if: true
    input:
      repoUrl: \${{ parameters.repoUrl }}
      repoVisibility: \${{ parameters.kind }}
      topics: \${{ parameters.more }}
      collaborators:
        - { access: push, team: "\${{ user.entity.metadata.name }}" }
  - id: register
    action: catalog:register
    input: { repoContentsUrl: "\${{ steps['step-2'].output.repoContentsUrl }}", optional: "\${{ true }}" }
output:
  links:
    - { title: Repository, url: "\${{ steps['step-2'].output.remoteUrl }}", if: "\${{ true }}" }
  text:
    - { title: Done, content: "\${{ parameters.name }} is there" }`,
  'a page, and a step for each item,': `
type: website
lifecycle: experimental
owner: group:default/platform
parameters:
  required: [names]
  properties:
    names: { type: array, minItems: 1, items: { type: object, properties: { id: { type: string } } } }
  backstage:permissions: { tags: [staff] }
steps:
  - id: wait
    name: Wait
    each: \${{ parameters.names }}
    if: \${{ each.value.id === 'a' }}
    action: debug:wait
    input: { seconds: "\${{ each.value.id }}" }
    backstage:permissions: { tags: [staff] }
  - action: debug:log
    input: { message: "{% if true %}a{% endif %}", listWorkspace: "\${{ true }}" }
  - action: catalog:fetch
    input: { entityRefs: [component:default/a] }`,
  'parts that are in other files': `
parameters:
  - $yaml: ./page.yaml
  - properties: { $yaml: ./fields.yaml }
  - properties: { region: { type: string, enum: { $yaml: ./regions.yaml } } }
steps:
  - $yaml: ./first.yaml
  - action: fetch:template
    input: { $yaml: ./input.yaml }`,
  'all steps in another file': 'steps: { $yaml: ./steps.yaml }',
};

test.each(Object.entries(valid))('%s are valid', (_, spec) => {
  expect(problems(templateYaml(spec.trimStart()))).toEqual([]);
});

const step = (text: string) => `steps:\n  - ${text.replaceAll('\n', '\n    ')}\n`;

test.each([
  ['an unknown input', step('action: debug:log\ninput: { mesage: a }'), '/spec/steps/0/input must NOT have'],
  [
    'an input of another type',
    step('action: debug:log\ninput: { listWorkspace: 1 }'),
    'listWorkspace must be',
  ],
  [
    'a plain string instead of a number',
    step('action: debug:wait\ninput: { seconds: soon }'),
    '/spec/steps/0/input/seconds must be number',
  ],
  [
    'an input that is missing',
    step('action: fetch:template\ninput: {}'),
    "must have required property 'url'",
  ],
  ['no input at all', step('action: fetch:template'), "/spec/steps/0 must have required property 'input'"],
  ['no action', step('id: a'), "/spec/steps/0 must have required property 'action'"],
  ['an unknown action', step('action: fetch:templat'), '/spec/steps/0/action must be equal to one'],
  [
    'an unknown choice',
    step('action: publish:github\ninput: { repoUrl: a, repoVisibility: secret }'),
    '/spec/steps/0/input/repoVisibility must be equal to one',
  ],
  ['steps that are not a list', 'steps: { id: a }', '/spec/steps must be array'],
  [
    'a field with an unknown type',
    'parameters: { properties: { a: { type: text } } }',
    '/spec/parameters/properties/a/type must be equal to one',
  ],
  [
    'an invalid value of a form key in a nested field',
    'parameters:\n  - properties: { a: { type: object, properties: { b: { ui:options: rows } } } }',
    '/spec/parameters/0/properties/a/properties/b/ui:options must be object',
  ],
])('%s is invalid', (_, spec, expected) => {
  expect(problems(templateYaml(spec))).toContainEqual(expect.stringContaining(expected));
});

test('another apiVersion and unknown fields of the entity are invalid', () => {
  const text = templateYaml('steps: []').replace('v1beta3', 'v1beta2');
  expect(problems(`${text}steps: []\n`)).toEqual(
    expect.arrayContaining([' must NOT have additional properties', expect.stringMatching(/^\/apiVersion /)]),
  );
});

test('actions and their inputs have descriptions', () => {
  const { definitions } = editorSchema() as unknown as { definitions: { step: { allOf: unknown[] } } };
  expect(definitions.step.allOf).toContainEqual({
    if: { required: ['action'], properties: { action: { const: 'fetch:template' } } },
    then: expect.objectContaining({
      properties: {
        action: { description: expect.stringMatching(/^Downloads a skeleton/) },
        input: expect.toSatisfy(input => JSON.stringify(input).includes('"replace":{"description":')),
      },
    }),
  });
});

test('with the actions of another portal, only those are known, with their inputs', () => {
  const input = { type: 'object', required: ['message'], properties: { message: { type: 'string' } } };
  const ofPortal = new Ajv({ allErrors: true, strict: false, validateFormats: false }).compile(
    editorSchema([{ id: 'acme:greet', schema: { input } }]),
  );
  const isValid = (spec: string) => ofPortal(parse(templateYaml(spec)));
  expect(isValid(step('action: acme:greet\ninput: { message: Hello }'))).toBe(true);
  expect(isValid(step('action: acme:greet\ninput: {}'))).toBe(false);
  expect(isValid(step('action: debug:log\ninput: { message: Hello }'))).toBe(false);
});
