import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Ajv } from 'ajv';
import { format, resolveConfig } from 'prettier';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { templateYaml } from '../rules/examples.fixture.ts';
import { editorSchema } from './editorSchema.ts';

const root = path.resolve(import.meta.dirname, '../../../../..');
const file = path.join(root, 'docs/template.schema.json');
const settings = path.join(root, '.vscode/settings.json');

const validate = new Ajv({ allErrors: true, strict: false, validateFormats: false }).compile(editorSchema());

/** What is wrong with a template, by place. */
function problems(text: string): string[] {
  validate(parse(text));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

test('the schema that editors read is fresh (run with -u to renew)', async () => {
  const style = await resolveConfig(file);
  const text = await format(JSON.stringify(editorSchema()), { ...style, parser: 'json' });
  await expect(text).toMatchFileSnapshot(file);
});

test('the recommended setting names the schema', async () => {
  const { 'yaml.schemas': schemas } = JSON.parse(await readFile(settings, 'utf8'));
  expect(Object.keys(schemas).map(name => path.join(root, name))).toEqual([file]);
});

test('the templates of this repository keep to it', async () => {
  const text = await readFile(path.join(root, 'templates/prompt-library-service/template.yaml'), 'utf8');
  expect(problems(text)).toEqual([]);
});

const sound = {
  'pages with conditions, and inputs that are rendered': `
parameters:
  - title: One
    required: [name]
    properties:
      name: { title: Name, type: string, pattern: '^[a-z]+$', ui:autofocus: true, ui:options: { rows: 5 } }
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
  'one page, and a step for each item': `
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

test.each(Object.entries(sound))('nothing is wrong with %s', (_, spec) => {
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
    'a plain text where a number belongs',
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
  ['an action that nobody has', step('action: fetch:templat'), '/spec/steps/0/action must be equal to one'],
  [
    'a choice that there is not',
    step('action: publish:github\ninput: { repoUrl: a, repoVisibility: secret }'),
    '/spec/steps/0/input/repoVisibility must be equal to one',
  ],
  ['steps that are no list', 'steps: { id: a }', '/spec/steps must be array'],
  [
    'a field of no known type',
    'parameters: { properties: { a: { type: text } } }',
    '/spec/parameters/properties/a/type must be equal to one',
  ],
  [
    'a key of a form that is misused, deep down',
    'parameters:\n  - properties: { a: { type: object, properties: { b: { ui:options: rows } } } }',
    '/spec/parameters/0/properties/a/properties/b/ui:options must be object',
  ],
])('%s is refused', (_, spec, expected) => {
  expect(problems(templateYaml(spec))).toContainEqual(expect.stringContaining(expected));
});

test('another apiVersion, and what no entity has, are refused', () => {
  const text = templateYaml('steps: []').replace('v1beta3', 'v1beta2');
  expect(problems(`${text}steps: []\n`)).toEqual(
    expect.arrayContaining([' must NOT have additional properties', expect.stringMatching(/^\/apiVersion /)]),
  );
});

test('an action says what it does, and each of its inputs too', () => {
  const { definitions } = editorSchema() as { definitions: Record<string, { allOf: any[] }> };
  const { then } = definitions.step?.allOf.find(each => each.if.properties.action.const === 'fetch:template');
  expect(then.properties.action.description).toMatch(/^Downloads a skeleton/);
  expect(JSON.stringify(then.properties.input)).toContain('"replace":{"description":');
});
