import { expect, test } from 'vitest';
import { programIn } from '../testing/program.ts';
import { readProject } from './project.ts';

const header = 'name: shop\nruntime: nodejs\n';
const stack = (size: string) => `config:\n  shop:size: ${size}\n`;

/** Returns the stacks of a program, each with its configuration `size`. */
async function sizesOf(files: Record<string, string>): Promise<(string | undefined)[][]> {
  const { stacks } = await readProject(await programIn({ 'index.ts': '', ...files }));
  return stacks.map(({ stack: name, config }) => [name, config['shop:size']]);
}

test.each([
  ['stackConfigDir', 'stackConfigDir: stacks\n'],
  ['the former form, config as a string', 'config: stacks\n'],
])("the stacks' files are read from the folder of %s", async (_form, field) => {
  const sizes = await sizesOf({
    'Pulumi.yaml': header + field,
    'stacks/Pulumi.dev.yaml': stack('small'),
    'stacks/Pulumi.prod.yaml': stack('large'),
  });
  expect(sizes).toEqual([
    ['dev', 'small'],
    ['prod', 'large'],
  ]);
});

test("a folder of stacks' files that does not exist is an error", async () => {
  await expect(sizesOf({ 'Pulumi.yaml': `${header}stackConfigDir: stages\n` })).rejects.toThrow(
    /stages is not a folder/,
  );
});

test('a field of Pulumi.yaml that is not known makes the program unverifiable, at its line', async () => {
  await expect(sizesOf({ 'Pulumi.yaml': `${header}stacksFolder: stacks\n` })).rejects.toThrow(
    /^Pulumi\.yaml:3: Pulumi\.yaml has the field 'stacksFolder'/,
  );
});

test('a stack that takes its configuration from Pulumi ESC is unverifiable, at the line', async () => {
  await expect(sizesOf({ 'Pulumi.dev.yaml': `${stack('small')}environment:\n  - shared\n` })).rejects.toThrow(
    /^Pulumi\.dev\.yaml:3: .*Pulumi ESC/,
  );
});
