import { existsSync, globSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { root } from '../root.mjs';

const projects = globSync('**/Pulumi.yaml', { cwd: root, exclude: ['**/node_modules/**', '.cache/**'] });
const settings = projects
  .map(file => path.join(path.dirname(file), 'tsconfig.json'))
  .filter(file => existsSync(path.join(root, file)));

// @pulumi/pulumi 3.270, tsutils.loadTypeScriptCompilerOptions: the engine reads only the file itself
test('no Pulumi project inherits its compiler options, which the engine does not see', () => {
  expect(settings).toContain(path.join('infra', 'tsconfig.json'));
  const inheriting = settings.filter(file => {
    const { config } = ts.readConfigFile(path.join(root, file), name => ts.sys.readFile(name)) as {
      config?: { extends?: unknown };
    };
    return config?.extends !== undefined;
  });
  expect(inheriting).toEqual([]);
});

test('the portal’s program has the compiler options of the components that it uses', () => {
  const optionsOf = (folder: string) =>
    (
      ts.readConfigFile(path.join(root, folder, 'tsconfig.json'), name => ts.sys.readFile(name)) as {
        config: { compilerOptions: object };
      }
    ).config.compilerOptions;
  expect(optionsOf('infra')).toEqual(optionsOf('templates/prompt-library-service/skeleton/infra'));
});
