import { isUnknown, unknownValue } from '@goldpath/program';
import { expect, test } from 'vitest';
import { evaluate } from './evaluate.ts';
import { parseHcl } from './parse.ts';

const variables = {
  name: 'shop',
  ports: [80, 443],
  sizes: { a: 1, b: 2 },
  subnets: [{ id: 'x' }, { id: 'y' }],
  nothing: null,
  unknown: unknownValue,
};

async function value(expression: string): Promise<unknown> {
  const { attributes } = await parseHcl(`x = ${expression}\n`, '/main.tf');
  const scope = { folder: import.meta.dirname, get: (name: string) => ({ var: variables })[name] };
  return evaluate(attributes.get('x')!.expression, scope);
}

test.each<[expression: string, expected: unknown]>([
  ['1 + 2 * 3', 7],
  ['-(1 + 2)', -3],
  ['10 / 4 >= 2.5 && !false', true],
  ['"${var.name}-db"', 'shop-db'],
  ['"a ${ var.name } b"', 'a shop b'],
  ['"${var.ports}"', [80, 443]],
  ['"a\\n\\"b\\" $${c}"', 'a\n"b" ${c}'],
  ['"%{ if var.name == "shop" }yes%{ else }no%{ endif }"', 'yes'],
  ['"%{ for p in var.ports }${p},%{ endfor }"', '80,443,'],
  ['<<EOT\n{ "a": "${var.name}" }\nEOT', '{ "a": "shop" }'],
  ['var.name == "x" ? 1 : 2', 2],
  ['{ a = 1, "b" : 2, (var.name) = 3 }', { a: 1, b: 2, shop: 3 }],
  ['[for p in var.ports : p + 1 if p > 80]', [444]],
  ['{ for k, v in var.sizes : k => v * 2 }', { a: 2, b: 4 }],
  ['{ for k, v in var.sizes : "all" => v... }', { all: [1, 2] }],
  ['var.subnets[*].id', ['x', 'y']],
  ['var.subnets.*.id[1]', 'y'],
  ['var.nothing[*]', []],
  ['(var.subnets)[0].id', 'x'],
  ['merge(var.sizes, { b = 3 })', { a: 1, b: 3 }],
  ['max(var.ports...)', 443],
  ['try(var.sizes.z, "none")', 'none'],
  ['can(var.sizes.z)', false],
  ['lookup(var.sizes, "z", 9)', 9],
  ['coalesce(var.nothing, "", "x")', 'x'],
  ['format("%s-%03d", var.name, 7)', 'shop-007'],
  ['join(",", sort(["b", "a"]))', 'a,b'],
  ['replace("a.b", "/[.]/", "-")', 'a-b'],
  ['regex("(\\\\w+)-(\\\\d+)", "a-1")', ['a', '1']],
  ['cidrsubnet("10.0.0.0/16", 8, 2)', '10.0.2.0/24'],
  ['cidrsubnets("10.0.0.0/16", 8, 4)', ['10.0.0.0/24', '10.0.16.0/20']],
  ['cidrhost("10.0.0.0/24", -2)', '10.0.0.254'],
  ['jsondecode(jsonencode({ a = [true, null] }))', { a: [true, null] }],
  ['flatten([[1, [2]], 3])', [1, 2, 3]],
  [
    'setproduct(["a"], [1, 2])',
    [
      ['a', 1],
      ['a', 2],
    ],
  ],
  ['keys(var.sizes)', ['a', 'b']],
  ['fileexists("evaluate.test.ts")', true],
])('%s', async (expression, expected) => {
  expect(await value(expression)).toEqual(expected);
});

test('an argument of another type is an error', async () => {
  await expect(value('concat([1], var.ports...)')).rejects.toThrow('a list is needed');
});

test.each([
  'var.unknown',
  'var.unknown.a[0].b',
  'var.unknown + 1',
  'var.unknown ? 1 : 2',
  'upper(var.unknown)',
  'timestamp()',
  'provider::aws::arn_parse("x")',
  'concat([1], var.unknown)',
  '[for x in var.unknown : x]',
])('%s is unknown', async expression => {
  expect(isUnknown(await value(expression))).toBe(true);
});

test.each<[expression: string, expected: unknown]>([
  ['false && var.unknown', false],
  ['true || var.unknown', true],
  ['var.unknown ? "x" : "x"', 'x'],
  ['jsonencode({ a = var.unknown })', JSON.stringify({ a: unknownValue })],
  ['contains([var.unknown, 1], 1)', true],
  ['length([var.unknown])', 1],
])('%s is decided by its known parts', async (expression, expected) => {
  expect(await value(expression)).toEqual(expected);
});

test('a syntax error is reported at its line', async () => {
  await expect(parseHcl('a = 1\nb = = 2\n', '/project/main.tf')).rejects.toThrow(
    /main\.tf:2: the syntax is not valid/,
  );
});
