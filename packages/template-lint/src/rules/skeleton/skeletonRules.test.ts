import { symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { lint } from '../../lint.ts';
import { lintExample, templateYaml, writeExample } from '../examples.fixture.ts';
import { skeletonRules } from './skeletonRules.ts';

const fetching = (input: string, more = '') =>
  templateYaml(`parameters:
  properties: { name: { type: string }, host: { type: string, default: a } }
  dependencies: { name: { oneOf: [{ properties: { name: { const: a }, other: { type: string } } }] } }
steps:
  - { id: fetch, name: Fetch, action: fetch:template, input: { url: ./skeleton, ${input} } }
${more}`);
const values = 'values: { name: "${{ parameters.name }}", map: { a: 1 }, text: a }';

/** The messages about a template with other files. */
async function messagesIn(template: string, files: Record<string, string>): Promise<string[]> {
  const diagnostics = await lintExample({ 'template.yaml': template, ...files }, { rules: skeletonRules });
  return diagnostics.map(({ message }) => message);
}

test.each([
  ['a value in a condition', '{% if values.x %}a{% elif values.y == "b" %}c{% endif %}'],
  ['a value under a condition about it', '{% if values.x %}${{ values.x }}{% endif %}'],
  ['a value under a condition about a missing one', '{% if values.x == "a" %}${{ values.y }}{% endif %}'],
  ['a value under a condition that is never true', '{% if values.text == "b" %}${{ values.y }}{% endif %}'],
  ['a default', '${{ values.x | default("a") }} ${{ values.x or "b" }} ${{ "a" if values.x else "b" }}'],
  [
    'a name similar to another one, with a default',
    '${{ values.maps | default("a") }}{% if values.texts %}a{% endif %}',
  ],
  ['a test', '${{ values.x is defined }}'],
  [
    'a name that the file defines',
    '{% set x = values.name %}${{ x }}{% for k, v in values.map %}${{ k }}{% endfor %}',
  ],
  ['a macro', '{% macro m(github) %}${{ github.a }}{% endmacro %}${{ m(values.name) }}'],
  ['computed keys', '${{ values["na" + "me"] }} ${{ values[values.name].x }}'],
  ['a method', '${{ values.name.split("-")[0] }} ${{ values.map.a }} ${{ values.name.length }}'],
  ['all values', '${{ values | dump }}'],
  ['raw text', '{% raw %}${{ github.a && b }} {{ values.name }} ${#a} {% include "x" %}{% endraw %}'],
  ['verbatim text', '{% verbatim %}${{ github.a }}{% endverbatim %}'],
  ['an expression in quotes', "${{ '${{ github.sha }}' }}"],
  ['a comment', '{# ${{ github.sha }} #}{#- note -#}'],
  ['Go templates and Helm', '{{ .Values.name }} {{- range .Items }} {{ printf "%s" .x }} {{ end }}'],
  ['other braces', '%{ if a } ${var.x} $(params.x) $[[ inputs.x ]] #{x} <%= x %> {{ inputs.x }} ${HOME}'],
  ['expressions of other tools', '{{ values.other }} ${values.other} \\${values.name} {{{ values.name }}}'],
  ['white space control', '{%- if values.name -%} a {%- endif -%} ${{- values.name -}}'],
  ['a filter of the portal', '${{ values.name | parseEntityRef | pick("name") }}'],
])('%s is valid', async (_, text) => {
  expect(await messagesIn(fetching(values), { 'skeleton/a.yaml': text })).toEqual([]);
});

const open = fetching('values: "${{ parameters }}"').replace(
  '  dependencies:',
  '  additionalProperties: true\n    dependencies:',
);

const unreported: [what: string, template: string, text?: string][] = [
  ['values of a form that may have other fields', open, '${{ values.more }}'],
  ['values from the output of a step', fetching('values: "${{ steps.a.output.b }}"'), '${{ values.other }}'],
  ['all parameters as values', fetching('values: "${{ parameters }}"'), '${{ values.other }}'],
  [
    'patterns that only the portal knows',
    fetching(`${values}, copyWithoutTemplating: "\${{ parameters.name }}"`),
  ],
  ['one such pattern', fetching(`${values}, copyWithoutTemplating: ["\${{ parameters.name }}"]`)],
  ['braces that only the portal knows', fetching(`${values}, cookiecutterCompat: "\${{ parameters.name }}"`)],
  ['an extension', fetching(`${values}, templateFileExtension: ".tmpl"`)],
  ['a folder that is copied', fetching(`${values}, copyWithoutTemplating: [docs]`)],
  ['a pattern with a dot', fetching(`${values}, copyWithoutTemplating: ["**/*.{yaml,yml}"]`)],
];

test.each(unreported)(
  '%s: nothing is reported',
  async (_, template, text = '${{ github.sha }} ${{ a && b }} {% x %}') => {
    expect(await messagesIn(template, { 'skeleton/docs/a.yaml': text })).toEqual([]);
  },
);

test('files that copyWithoutRender names are rendered', async () => {
  const template = fetching(`${values}, copyWithoutRender: [docs]`);
  const [message] = await messagesIn(template, { 'skeleton/docs/a.yaml': '${{ github.sha }}' });
  expect(message).toContain('github');
});

test.each([
  '"${{ parameters.name }}"',
  './skeletons/${{ parameters.name }}',
  'https://github.com/a/b/tree/main/skeleton',
  '/skeleton',
  '../../../../../elsewhere',
  '"./a?ref=b"',
])('the url %s is not resolved', async url => {
  const step = `steps:\n  - { id: fetch, name: Fetch, action: fetch:template, input: { url: ${url} } }\n`;
  expect(await messagesIn(templateYaml(step), {})).toEqual([]);
});

test('links and binary files are copied, and their names are rendered', async () => {
  const folder = await writeExample({ 'template.yaml': fetching(values), 'skeleton/a.txt': 'a' });
  await writeFile(path.join(folder, 'skeleton/a.png'), Buffer.from('${{ github.sha }}\0\u0001', 'latin1'));
  await symlink('../template.yaml', path.join(folder, 'skeleton/link-${{ values.gone }}'));
  await symlink('missing', path.join(folder, 'skeleton/broken'));
  const { diagnostics } = await lint(['template.yaml'], { folder, rules: skeletonRules });
  expect(diagnostics.map(({ location, rule }) => `${location.file} ${rule}`)).toEqual([
    'skeleton/link-${{ values.gone }} skeleton-path',
  ]);
});

test('a path that is empty under a condition leaves out its file', async () => {
  const files = {
    'skeleton/{% if values.x %}a.txt{% endif %}': 'a',
    'skeleton/{% if not values.x %}a.txt{% endif %}': 'b',
    "skeleton/${{ 'b' if values.x else '' }}/c.txt": 'c',
    'skeleton/${{ values.host }}/c.txt': 'c',
  };
  const passed = 'values: { host: "${{ parameters.host }}", name: "${{ parameters.name }}" }';
  expect(await messagesIn(fetching(passed), files)).toEqual([]);
});

test('a template that creates templates copies their skeletons', async () => {
  const files = {
    'skeleton/inner/template.yaml': 'apiVersion: scaffolder.backstage.io/v1beta3\n',
    'skeleton/inner/skeleton/a.md': '${{ values.name }} ${{ values.theirs }}',
  };
  const template = fetching(`${values}, copyWithoutTemplating: ["inner/**"]`);
  expect(await messagesIn(template, files)).toEqual([]);
});

test('a file is valid if one of the steps passes its values', async () => {
  const second =
    '  - { id: b, name: B, action: "fetch:template:file", input: { url: ./skeleton/a.txt, targetPath: b, values: { b: 1 } } }\n';
  const files = { 'skeleton/a.txt': '${{ values.b }}' };
  expect(await messagesIn(fetching(values, second), files)).toEqual([]);
});

test('installed packages are not a part of the skeleton', async () => {
  const files = { 'skeleton/node_modules/a/index.js': '${{ github.sha }} {% x %}' };
  expect(await messagesIn(fetching(values), files)).toEqual([]);
});
