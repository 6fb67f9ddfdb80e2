import { expect, test } from 'vitest';
import { lintExample } from '../examples.fixture.ts';
import { expressionRules } from './expressionRules.ts';

const form = `parameters:
  - properties:
      name: { type: string }
      'my-name': { type: string }
      a: { type: boolean }
      count: { type: number }
      answer: { type: string, enum: ['true', 'false'] }
      list: { type: array, items: { type: object, properties: { key: { type: string } } } }
      object: { type: object, properties: { key: { type: string } } }
      free: { type: object }
`;

/** Strings in the input of a step that may read from two other steps. */
const inputs = [
  '${{ parameters }}',
  '${{ steps }}',
  '${{ parameters.name | replace("-", "_") | upper }}',
  "${{ parameters['my-name'] }}",
  '${{ parameters.list[0].key }}',
  '${{ parameters.list | length }}',
  '${{ parameters.list.length > 0 }}',
  '${{ parameters[parameters.name] }}',
  "${{ parameters.name.split('/')[1] }}",
  '${{ parameters.free.anything.below }}',
  '${{ parameters.object["key"] }}',
  '${{ parameters.count - 1 }}',
  '${{ parameters.count-1 }}',
  "${{ parameters.absent | default('x') }}",
  "${{ parameters.absent or 'x' }}",
  "${{ parameters.absent if parameters.absent is defined else 'x' }}",
  '{% if parameters.absent is defined %}${{ parameters.absent }}{% endif %}',
  '{% for one in parameters.list %}${{ loop.index }}: ${{ one.key }}{% endfor %}',
  '{% set first = parameters.list[0] %}${{ first.key }}',
  '{% raw %}${{ github.sha && github.ref }}{% endraw %}',
  "${{ '${{ github.sha }}' }}",
  '{# parameters.absent && nothing #}x',
  '${#list[@]} of {{ .Values.name }} at %{http_code} and {{ inputs.parameters.name }}',
  '${{ user.entity.metadata.name }} ${{ user.ref }} ${{ context.task.id }} ${{ environment.parameters.x }}',
  '${{ secrets.backstageToken }}',
  '${{ environment.secrets.TOKEN }}',
  "${{ (parameters.a | string) == 'true' }}",
  "${{ parameters.answer == 'true' }}",
  "${{ parameters.answer === 'true' }}",
  '${{ [1, 2] | join(",") }} ${{ { a: parameters.name } | dump }}',
  "${{ 'a' ~ parameters.name ~ 'b' }}",
  "${{ parameters.name in ['x', 'y'] }}",
  '${{ parameters.name if parameters.a else none }}',
  '${{ steps.sure.output.entity.metadata.name }}',
  "${{ steps['sure'].output }}",
  '${{ steps.maybe.output.entity or steps.sure.output.entity }}',
  "${{ steps.maybe.output.entity | default('none') }}",
  '${{ steps.maybe.output.entity if steps.maybe else none }}',
  '${{ steps.maybe.output.entity if parameters.a else none }}',
  '{% if steps.maybe.output.entity %}${{ steps.maybe.output.entity.kind }}{% endif %}',
];

test.each(inputs)('%s is valid', async text => {
  const spec = `${form}steps:
  - { id: sure, action: catalog:fetch }
  - { id: maybe, action: catalog:fetch, if: '\${{ parameters.a }}' }
  - { id: log, action: debug:log, input: { message: ${JSON.stringify(text)} } }
`;
  expect(await lintExample(spec, { rules: expressionRules })).toEqual([]);
});

const conditions = [
  'true',
  "'true'",
  '${{ parameters.a }}',
  '"${{ not parameters.a }}"',
  '${{ always() }}',
  '${{ failure() }}',
  "${{ parameters.name != '' and parameters.a }}",
  '{% if parameters.a %}yes{% endif %}',
  '${{ parameters.name }}${{ parameters.answer }}',
  '|-\n      ${{ parameters.a }}',
  '>-\n      ${{ parameters.a\n      and parameters.name }}',
  '${{ steps.sure.output.entity is defined }}',
  '${{ steps.maybe.output.entity !== undefined }}',
  "${{ steps.maybe.output.entity.kind == 'Component' }}",
  'null',
  '3',
];

test.each(conditions)('the condition %s is valid', async text => {
  const spec = `${form}steps:
  - { id: sure, action: catalog:fetch }
  - { id: maybe, action: catalog:fetch, if: '\${{ parameters.a }}' }
  - id: log
    action: debug:log
    if: ${text}
`;
  expect(await lintExample(spec, { rules: expressionRules })).toEqual([]);
});

/** Forms that may have unknown fields. */
const openForms = [
  'parameters:\n  $yaml: https://example.com/form.yaml\n',
  'parameters:\n  - $yaml: https://example.com/page.yaml\n  - { properties: { name: { type: string } } }\n',
  'parameters: { properties: { $yaml: https://example.com/fields.yaml } }\n',
  'parameters: { properties: { name: { type: string } }, additionalProperties: true }\n',
  'parameters: { $ref: "#/definitions/form", properties: { name: { type: string } } }\n',
  'EXPERIMENTAL_formDecorators: [{ id: more }]\nparameters: { properties: { name: { type: string } } }\n',
];

test.each(openForms)('a form that may have unknown fields has every field: %s', async parameters => {
  const spec = `${parameters}steps:
  - { id: log, action: debug:log, input: { message: '\${{ parameters.anything }}' } }
`;
  expect(await lintExample(spec, { rules: expressionRules })).toEqual([]);
});

test('remote steps may have any id', async () => {
  const spec = `steps:
  - $yaml: https://example.com/step.yaml
  - { id: log, action: debug:log, input: { message: '\${{ steps.fetch.output.x }}' } }
`;
  expect(await lintExample(spec, { rules: expressionRules })).toEqual([]);
});
