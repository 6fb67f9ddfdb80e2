import { symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { lint } from '../../lint.ts';
import type { LintRule } from '../../rule.ts';
import { templateYaml, writeExample } from '../examples.fixture.ts';
import { skeletonRules } from './rules.ts';

const fetching = (input: string, more = '') =>
  templateYaml(`parameters:
  properties: { name: { type: string }, host: { type: string, default: a } }
  dependencies: { name: { oneOf: [{ properties: { name: { const: a }, other: { type: string } } }] } }
steps:
  - { id: fetch, name: Fetch, action: fetch:template, input: { url: ./skeleton, ${input} } }
${more}`);
const values = 'values: { name: "${{ parameters.name }}", map: { a: 1 }, text: a }';

async function findings(template: string, files: Record<string, string>, rules: LintRule[] = skeletonRules) {
  const folder = await writeExample({ 'template.yaml': template, ...files });
  return { folder, found: (await lint(['template.yaml'], { folder, rules })).findings.map(f => f.message) };
}

const nothingIn = async (template: string, file: string, text: string) =>
  expect((await findings(template, { [`skeleton/${file}`]: text })).found).toEqual([]);

test.each([
  ['a value in a condition', '{% if values.x %}a{% elif values.y == "b" %}c{% endif %}'],
  ['a value that its condition asks for', '{% if values.x %}${{ values.x }}{% endif %}'],
  ['a value behind another that is not there', '{% if values.x == "a" %}${{ values.y }}{% endif %}'],
  ['a value behind another text than is passed', '{% if values.text == "b" %}${{ values.y }}{% endif %}'],
  ['a default', '${{ values.x | default("a") }} ${{ values.x or "b" }} ${{ "a" if values.x else "b" }}'],
  [
    'a name like another, with a default',
    '${{ values.maps | default("a") }}{% if values.texts %}a{% endif %}',
  ],
  ['a test', '${{ values.x is defined }}'],
  [
    'a name that is set here',
    '{% set x = values.name %}${{ x }}{% for k, v in values.map %}${{ k }}{% endfor %}',
  ],
  ['a macro', '{% macro m(github) %}${{ github.a }}{% endmacro %}${{ m(values.name) }}'],
  ['keys that are computed', '${{ values["na" + "me"] }} ${{ values[values.name].x }}'],
  ['a method', '${{ values.name.split("-")[0] }} ${{ values.map.a }} ${{ values.name.length }}'],
  ['all values', '${{ values | dump }}'],
  ['raw text', '{% raw %}${{ github.a && b }} {{ values.name }} ${#a} {% include "x" %}{% endraw %}'],
  ['verbatim text', '{% verbatim %}${{ github.a }}{% endverbatim %}'],
  ['an expression in quotes', "${{ '${{ github.sha }}' }}"],
  ['a comment', '{# ${{ github.sha }} #}{#- note -#}'],
  ['Go templates and Helm', '{{ .Values.name }} {{- range .Items }} {{ printf "%s" .x }} {{ end }}'],
  ['other braces', '%{ if a } ${var.x} $(params.x) $[[ inputs.x ]] #{x} <%= x %> {{ inputs.x }} ${HOME}'],
  ['markers of others', '{{ values.other }} ${values.other} \\${values.name} {{{ values.name }}}'],
  ['white space control', '{%- if values.name -%} a {%- endif -%} ${{- values.name -}}'],
  ['a filter of the portal', '${{ values.name | parseEntityRef | pick("name") }}'],
])('%s', (_, text) => nothingIn(fetching(values), 'a.yaml', text));

const open = fetching('values: "${{ parameters }}"').replace(
  '  dependencies:',
  '  additionalProperties: true\n    dependencies:',
);

test.each([
  ['values of a form that may ask more', open],
  ['values from elsewhere', fetching('values: "${{ steps.a.output.b }}"')],
  ['values that are all answers', fetching('values: "${{ parameters }}"')],
  [
    'patterns that only the portal knows',
    fetching(`${values}, copyWithoutTemplating: "\${{ parameters.name }}"`),
  ],
  ['one such pattern', fetching(`${values}, copyWithoutTemplating: ["\${{ parameters.name }}"]`)],
  ['braces that only the portal knows', fetching(`${values}, cookiecutterCompat: "\${{ parameters.name }}"`)],
  ['an extension', fetching(`${values}, templateFileExtension: ".tmpl"`)],
  ['a folder that is copied', fetching(`${values}, copyWithoutTemplating: [docs]`)],
  ['a pattern with a dot', fetching(`${values}, copyWithoutTemplating: ["**/*.{yaml,yml}"]`)],
  ['what copyWithoutRender meant, which is told there', fetching(`${values}, copyWithoutRender: [docs]`)],
])('%s', async (what, template) => {
  const text = what.startsWith('values')
    ? `\${{ values.${what.includes('more') ? 'more' : 'other'} }}`
    : '${{ github.sha }} ${{ a && b }} {% x %}';
  await nothingIn(template, 'docs/a.yaml', text);
});

test.each([
  '"${{ parameters.name }}"',
  './skeletons/${{ parameters.name }}',
  'https://github.com/a/b/tree/main/skeleton',
  '/skeleton',
  '../../../../../elsewhere',
  '"./a?ref=b"',
])('of the url %s only the portal knows', async url => {
  const step = `steps:\n  - { id: fetch, name: Fetch, action: fetch:template, input: { url: ${url} } }\n`;
  expect((await findings(templateYaml(step), {})).found).toEqual([]);
});

test('links and binary files are copied, and their names are rendered', async () => {
  const { folder } = await findings(fetching(values), { 'skeleton/a.txt': 'a' });
  await writeFile(path.join(folder, 'skeleton/a.png'), Buffer.from('${{ github.sha }}\0\u0001', 'latin1'));
  await symlink('../template.yaml', path.join(folder, 'skeleton/link-${{ values.gone }}'));
  await symlink('nowhere', path.join(folder, 'skeleton/broken'));
  const { findings: found } = await lint(['template.yaml'], { folder, rules: skeletonRules });
  expect(found.map(({ file, rule }) => `${file} ${rule}`)).toEqual([
    'skeleton/link-${{ values.gone }} skeleton-path',
  ]);
});

test('a name that a condition empties leaves its file out', async () => {
  const files = {
    'skeleton/{% if values.x %}a.txt{% endif %}': 'a',
    'skeleton/{% if not values.x %}a.txt{% endif %}': 'b',
    "skeleton/${{ 'b' if values.x else '' }}/c.txt": 'c',
    'skeleton/${{ values.host }}/c.txt': 'c',
  };
  const passed = 'values: { host: "${{ parameters.host }}", name: "${{ parameters.name }}" }';
  expect((await findings(fetching(passed), files)).found).toEqual([]);
});

test('a template of templates copies what the next portal renders', async () => {
  const files = {
    'skeleton/inner/template.yaml': 'apiVersion: scaffolder.backstage.io/v1beta3\n',
    'skeleton/inner/skeleton/a.md': '${{ values.name }} ${{ values.theirs }}',
  };
  expect((await findings(fetching(`${values}, copyWithoutTemplating: ["inner/**"]`), files)).found).toEqual(
    [],
  );
});

test('a file that one of the steps passes everything for is sound', async () => {
  const second =
    '  - { id: b, name: B, action: "fetch:template:file", input: { url: ./skeleton/a.txt, targetPath: b, values: { b: 1 } } }\n';
  const { found } = await findings(fetching(values, second), { 'skeleton/a.txt': '${{ values.b }}' });
  expect(found).toEqual([]);
});

test('what was installed beside a skeleton is no part of it', async () => {
  await nothingIn(fetching(values), 'node_modules/a/index.js', '${{ github.sha }} {% x %}');
});
