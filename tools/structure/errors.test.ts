import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { root } from '../root.mjs';

interface ErrorClass {
  file: string;
  name: string;
  base: string;
}

/** The exported classes of the packages that extend another class whose name ends in Error. */
async function exportedErrors(): Promise<ErrorClass[]> {
  const found: ErrorClass[] = [];
  for await (const file of glob('{packages/!(app|backend)/src,policies/src}/**/*.ts', { cwd: root })) {
    const text = await readFile(path.join(root, file), 'utf8');
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
    for (const statement of source.statements) {
      if (!ts.isClassDeclaration(statement)) continue;
      const isExported = statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
      const parent = statement.heritageClauses?.[0]?.types[0]?.expression;
      const base = parent && ts.isIdentifier(parent) ? parent.text : '';
      if (isExported && base.endsWith('Error')) found.push({ file, name: statement.name?.text ?? '', base });
    }
  }
  return found;
}

test('every exported error class is one that is printed without a stack trace', async () => {
  const errors = await exportedErrors();
  const forUsers = new Set(['UserError']);
  for (let size = 0; size !== forUsers.size;) {
    size = forUsers.size;
    for (const { name, base } of errors) if (forUsers.has(base)) forUsers.add(name);
  }
  expect(forUsers.size).toBeGreaterThan(1);
  expect(errors.filter(({ name }) => !forUsers.has(name) && name !== 'UserError')).toEqual([]);
});
