import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Diagnostic } from '@goldpath/diagnostics';
import { FolderError } from '@goldpath/files';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseDocument, visit } from 'yaml';
import { lint } from './lint.ts';

/** The number of runs. `GOLDPATH_FUZZ=10000` runs more; the default finds most regressions. */
const RUNS = Number(process.env.GOLDPATH_FUZZ || 250);

const template = `apiVersion: scaffolder.backstage.io/v1beta3
kind: Template
metadata:
  name: fuzzed
  title: Fuzzed
  tags: [one, two]
spec:
  owner: group:default/platform
  type: service
  parameters:
    - title: Page
      required: [name, region]
      properties:
        name: { title: Name, type: string, pattern: '^[a-z]+$', ui:autofocus: true }
        region: { type: string, enum: [eu, us], enumNames: [Europe, States], default: eu }
        parts:
          type: array
          items: { type: object, properties: { kind: { type: string } } }
      dependencies:
        region:
          oneOf:
            - properties: { region: { const: eu }, zone: { type: string } }
              required: [zone]
      if: { properties: { region: { const: us } } }
      then: { required: [state], properties: { state: { $yaml: ./state.yaml } } }
  steps:
    - id: fetch-base
      name: Fetch
      action: fetch:template
      if: \${{ parameters.region == 'eu' and not parameters.zone }}
      input:
        url: ./content
        copyWithoutTemplating: ['.github/workflows/*']
        values: { name: '\${{ parameters.name }}', region: "\${{ parameters.region | default('eu') }}" }
    - id: stamp
      action: goldpath:stamp
      input: { answers: '\${{ parameters }}' }
    - id: check
      action: goldpath:check
    - id: publish
      name: Publish
      each: \${{ parameters.parts }}
      action: publish:github
      input:
        repoUrl: github.com?owner=acme&repo=\${{ parameters.name }}
        description: >-
          \${{ each.value.kind }} of
          \${{ steps['fetch-base'].output.x or "none" }}
  output:
    links:
      - { title: Open, url: "\${{ steps.publish.output.remoteUrl }}", if: '\${{ steps.publish }}' }
    text:
      - title: Text
        content: |
          Hello \${{ user.entity.metadata.name }}
          {% if parameters.name %}yes{% endif %}
`;
const stamp = `apiVersion: goldpath.dev/v1
template: { version: 1.0.0 }
publishing: [parts, state, zone]
only:
  - { files: eu/, when: region, is: eu }
answers:
  name:
    - { file: package.json, at: /name }
    - { file: README.md, token: sample-name, value: '{}' }
  region:
    - { file: config.yaml, at: /config/region, document: 0 }
`;
const files = {
  'template.yaml': template,
  'stamp.yaml': stamp,
  'samples/skeleton.yaml': 'name: sample\nregion: eu\n',
  'samples/other.yaml': 'name: another\nregion: us\n',
  'state.yaml': 'type: string\ntitle: State\n',
  'content/.github/workflows/ci.yml': 'name: ${{ github.ref }}\n',
  'content/${{ values.name }}.md': '# ${{ values.name }}\n{% if values.region %}x{% endif %}\n',
  'skeleton/package.json': '{ "name": "sample" }\n',
  'skeleton/README.md': '# sample-name\n',
  'skeleton/config.yaml': 'config:\n  region: eu\n',
  'skeleton/eu/file.txt': 'only there\n',
};
/** Strings that are difficult for parsers of YAML, JSON Schema and templates. */
const pieces = [
  '', ' ', '\t', '\n', '\r\n', ':', ': ', '- ', '? ', '#', '|', '>-\n', '"', "'", '\\', '{', '}', '[', ']', ',', '&a ', '*a', '!!binary ', '<<: ',
  '---\n', '...\n', '%YAML 1.2\n', '\u0000', '\uFEFF', '\uD800', '👩🏽‍🚀', 'null', '~', 'true', '0x1F', '1e999', '2001-01-01', '.inf', '__proto__', 'constructor',
  '${{', '}}', '${{ }}', '${{ parameters. }}', "${{ parameters['a-b'] && !x }}", '${{ steps[0].output[x] }}', '{% if %}', '{% raw %}', '{% endraw %}', '{% for a in b %}',
  '{#', '#}', '{{ cookiecutter.x }}', '{% include "a" %}', '$ref: "#/a"', '$yaml: ./state.yaml', '$yaml: ../../../etc/passwd', '$json: https://example.com/a.json', '$text: 1',
  '../..', '/', '//', '~1', '/-/~2', '*/'.repeat(3), '('.repeat(60), '(a+)+$', 'x'.repeat(3000), '[['.repeat(40),
]; // prettier-ignore

const place = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
const change = fc.oneof(
  fc.record({ kind: fc.constant('insert' as const), place, text: fc.constantFrom(...pieces) }),
  fc.record({ kind: fc.constant('cut' as const), place, length: fc.integer({ min: 1, max: 60 }) }),
  fc.record({
    kind: fc.constant('replace' as const),
    place,
    value: fc.oneof(fc.jsonValue(), fc.constantFrom(...pieces)),
  }),
  fc.record({ kind: fc.constant('remove' as const), place }),
);
type Change = typeof change extends fc.Arbitrary<infer Value> ? Value : never;

/** A text with a change of its characters or of its YAML nodes. */
function changed(text: string, change: Change): string {
  const offset = Math.floor(change.place * text.length);
  if (change.kind === 'insert') return text.slice(0, offset) + change.text + text.slice(offset);
  if (change.kind === 'cut') return text.slice(0, offset) + text.slice(offset + change.length);
  const document = parseDocument(text, { logLevel: 'error' });
  if (document.errors.length > 0) return text;
  let nodes = 0;
  visit(document, { Node: () => void (nodes += 1) });
  let left = Math.floor(change.place * nodes);
  visit(document, {
    Node() {
      left -= 1;
      if (left !== -1) return undefined;
      return change.kind === 'remove' ? visit.REMOVE : document.createNode(change.value);
    },
  });
  return document.toString({ verifyAliasOrder: false });
}

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'goldpath-fuzz-'));
  for (const [file, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), text);
  }
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const mutation = fc.record({
  file: fc.constantFrom(...Object.keys(files)),
  changes: fc.array(change, { minLength: 1, maxLength: 4 }),
});

/** A template that became a binary file is refused, and has no diagnostics. */
function withoutBinary(error: unknown): { diagnostics: Diagnostic[] } {
  if (error instanceof FolderError && error.message.includes('template.yaml is a binary file'))
    return { diagnostics: [] };
  throw error;
}

test(
  'the lint of any file content ends, and its diagnostics have valid locations',
  async () => {
    const property = fc.asyncProperty(mutation, async ({ file, changes }) => {
      const text = changes.reduce(changed, files[file as keyof typeof files]);
      await writeFile(path.join(folder, file), text);
      const { diagnostics } = await lint(['template.yaml'], { folder }).catch(withoutBinary);
      for (const { location } of diagnostics) {
        const lines = (await readFile(path.join(folder, location.file), 'utf8')).split('\n');
        const width = lines[location.line - 1]?.length;
        expect({ ...location, width }).toEqual({ ...location, width: expect.any(Number) });
        expect(location.column).toBeLessThanOrEqual((width ?? 0) + 1);
      }
      await writeFile(path.join(folder, file), files[file as keyof typeof files]);
    });
    const binary = [{ kind: 'insert' as const, place: 0, text: '\u0000' }];
    await fc.assert(property, { numRuns: RUNS, examples: [[{ file: 'template.yaml', changes: binary }]] });
  },
  RUNS * 1000,
);
