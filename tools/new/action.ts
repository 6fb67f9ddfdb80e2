import { camelCase, pascalCase, titleOf } from './names.ts';
import type { Plan } from './plan.ts';
import { addElement, addImport } from './register.ts';

const FOLDER = 'plugins/scaffolder-backend-module-goldpath/src';

/** Plans an action of the scaffolder, `goldpath:<name>`, with its documented example and its test. */
export function planAction(name: string): Plan {
  const file = camelCase(name);
  const creator = `create${pascalCase(name)}Action`;
  return {
    files: new Map([
      [`${FOLDER}/actions/${file}.ts`, actionSource(name)],
      [`${FOLDER}/actions/${file}.test.ts`, testSource(name)],
    ]),
    edits: {
      [`${FOLDER}/actions/goldpathActions.ts`]: source =>
        addElement(
          addImport(source, `import { ${creator} } from './${file}.ts';`),
          'actions',
          `${creator}()`,
        ),
    },
    next: [
      `Replace the example (writing a text file) in ${FOLDER}/actions/${file}.ts.`,
      'Add the action to the lint: npx vitest run tools/lint -u',
      `Run: npm run watch ${FOLDER}/actions/${file}`,
    ],
  };
}

const actionSource = (name: string) => `import { writeFile } from 'node:fs/promises';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';

/** Steps as in a template.yaml; the tests run them. */
export const ${camelCase(name)}Examples = [
  {
    description: 'Write a file into the workspace.',
    example: \`steps:
  - id: ${name}
    name: ${titleOf(name)}
    action: goldpath:${name}
    input:
      path: NOTES.md
      content: Created by a template.
\`,
  },
];

/** The action \`goldpath:${name}\`: writes a text file into the workspace. */
export function create${pascalCase(name)}Action() {
  return createTemplateAction({
    id: 'goldpath:${name}',
    description: 'Writes a text file into the workspace.',
    supportsDryRun: true,
    examples: ${camelCase(name)}Examples,
    schema: {
      input: {
        path: z => z.string().describe('Path of the file in the workspace'),
        content: z => z.string().describe('Content of the file'),
      },
      output: {
        characters: z => z.number().int().describe('Length of the content'),
      },
    },
    async handler(ctx) {
      const { path, content } = ctx.input;
      await writeFile(resolveSafeChildPath(ctx.workspacePath, path), content);
      ctx.logger.info(\`Wrote \${path}\`);
      ctx.output('characters', content.length);
    },
  });
}
`;

const testSource = (name: string) => `import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { create${pascalCase(name)}Action, ${camelCase(name)}Examples } from './${camelCase(name)}.ts';

interface Example {
  steps: [{ action: string; input: { path: string; content: string } }];
}

let workspacePath: string;

beforeEach(async () => {
  workspacePath = await mkdtemp(path.join(tmpdir(), 'goldpath-${name}-'));
});

afterEach(() => rm(workspacePath, { recursive: true, force: true }));

test.each(${camelCase(name)}Examples)('example: $description', async ({ example }) => {
  const action = create${pascalCase(name)}Action();
  const [step] = (parse(example) as Example).steps;
  expect(step.action).toBe(action.id);
  const output = vi.fn();
  await action.handler({ ...createMockActionContext({ workspacePath, input: step.input }), output });
  expect(await readFile(path.join(workspacePath, step.input.path), 'utf8')).toBe(step.input.content);
  expect(output).toHaveBeenCalledWith('characters', step.input.content.length);
});

test('a path outside the workspace is rejected', async () => {
  const input = { path: '../outside.txt', content: '' };
  const handled = create${pascalCase(name)}Action().handler(createMockActionContext({ workspacePath, input }));
  await expect(handled).rejects.toThrow('Relative path is not allowed');
});
`;
