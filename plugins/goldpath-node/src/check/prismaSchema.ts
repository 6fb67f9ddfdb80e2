import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Check, toResult } from './check.ts';

const RULE = 'prisma-schema-valid';

/** A diagnostic of Prisma's own linter. */
interface Diagnostic {
  file_name: string;
  /** offset as JavaScript counts */
  start: number;
  text: string;
  is_warning: boolean;
}

/** The data model in `prisma/` is one that Prisma accepts. */
export const prismaSchemaCheck: Check = {
  title: 'Prisma schema',
  async run({ dir, files }) {
    const schemas = files.filter(file => /^prisma\/.*\.prisma$/.test(file));
    if (schemas.length === 0) return (await usesPrisma(dir, files)) ? [missing] : [];

    const contents = await Promise.all(schemas.map(file => readFile(path.join(dir, file), 'utf8')));
    const { default: prisma } = await import('@prisma/prisma-schema-wasm');
    const input = schemas.map((file, index) => [file, contents[index]]);
    const diagnostics = JSON.parse(prisma.lint(JSON.stringify(input))) as Diagnostic[];

    return schemas.flatMap((file, index) => {
      const resource = { type: 'Prisma schema', name: file };
      const own = diagnostics.filter(({ file_name, is_warning }) => file_name === file && !is_warning);
      if (own.length === 0) return toResult(RULE, { resource, file, message: 'Prisma accepts the schema.' });
      return own.map(({ start, text }) => {
        const line = contents[index]?.slice(0, start).split('\n').length ?? 1;
        return toResult(RULE, { resource, file, line, message: text, remedy: 'Correct the schema there.' });
      });
    });
  },
};

const missing = toResult(RULE, {
  resource: { type: 'Prisma schema', name: 'prisma/schema.prisma' },
  file: 'package.json',
  message: 'The service depends on Prisma and has no schema in prisma/.',
  remedy: 'Add prisma/schema.prisma.',
});

async function usesPrisma(dir: string, files: readonly string[]): Promise<boolean> {
  return (
    files.includes('package.json') && /"@?prisma/.test(await readFile(path.join(dir, 'package.json'), 'utf8'))
  );
}
