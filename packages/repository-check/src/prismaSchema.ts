import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { positionOf, type Rule } from '@goldpath/diagnostics';
import { type Check, failed, passed } from './check.ts';

const schemaValid: Rule = {
  id: 'prisma-schema-valid',
  title: 'Prisma accepts the data model.',
  why: 'Otherwise the service cannot be built.',
  fix: 'Correct the schema at the reported line.',
  severity: 'error',
  reference: 'https://www.prisma.io/docs/orm/reference/prisma-schema-reference',
};

/** A diagnostic of Prisma's own linter. */
interface PrismaDiagnostic {
  file_name: string;
  /** offset in UTF-16 code units */
  start: number;
  text: string;
  is_warning: boolean;
}

/** Prisma accepts the data model in `prisma/`. */
export const prismaSchemaCheck: Check = {
  title: 'Prisma schema',
  rules: [schemaValid],
  async run({ dir, files }) {
    const schemas = files.filter(file => /^prisma\/.*\.prisma$/.test(file));
    if (schemas.length === 0) return (await usesPrisma(dir, files)) ? [missing] : [];
    const sources = await Promise.all(
      schemas.map(async file => ({ path: '', file, text: await readFile(path.join(dir, file), 'utf8') })),
    );
    const { default: prisma } = await import('@prisma/prisma-schema-wasm');
    const input = sources.map(({ file, text }) => [file, text]);
    const problems = JSON.parse(prisma.lint(JSON.stringify(input))) as PrismaDiagnostic[];
    return sources.flatMap(source => {
      const { file } = source;
      const schema = { type: 'Prisma schema', name: file };
      const own = problems.filter(({ file_name, is_warning }) => file_name === file && !is_warning);
      if (own.length === 0)
        return [passed(schemaValid, schema, { file, line: 1 }, 'Prisma accepts the schema.')];
      return own.map(({ start, text: message }) => {
        const { line } = positionOf({ source, start });
        return failed(schemaValid, schema, { file, line }, { message, fix: 'Correct the schema there.' });
      });
    });
  },
};

const missing = failed(
  schemaValid,
  { type: 'Prisma schema', name: 'prisma/schema.prisma' },
  { file: 'package.json', line: 1 },
  {
    message: 'The service depends on Prisma and has no schema in prisma/.',
    fix: 'Add prisma/schema.prisma.',
  },
);

async function usesPrisma(dir: string, files: readonly string[]): Promise<boolean> {
  if (!files.includes('package.json')) return false;
  return /"@?prisma/.test(await readFile(path.join(dir, 'package.json'), 'utf8'));
}
