import { z } from 'zod';
import { ProblemSchema } from '../http/problem.ts';
import { NewPrompt, PromptContent } from '../prompts/schema.ts';

/** The maximum number of rows per file. */
export const ROWS_MAX = 20_000;

/** The maximum number of bytes per file. */
export const BYTES_MAX = 50_000_000;

/** The query of an import. */
export const ImportQuery = z.strictObject({
  atomic: z
    .enum(['true', 'false'])
    .default('false')
    .meta({ description: 'Whether to import all rows or, if one is invalid, none.' }),
});
export type ImportQuery = z.output<typeof ImportQuery>;

/** The content of an imported JSON file. */
export const PromptArray = z.array(NewPrompt).max(ROWS_MAX);

const place = {
  line: z.int().exactOptional().meta({ description: 'The line of a CSV file on which the row starts.' }),
  index: z.int().exactOptional().meta({ description: 'The index in a JSON array, starting at 0.' }),
};

/** The result of one row. */
const ImportedRow = z
  .discriminatedUnion('status', [
    z.object({ ...place, status: z.literal('created'), id: z.uuid() }),
    z.object({ ...place, status: z.literal('refused'), errors: ProblemSchema.shape.errors.unwrap() }),
  ])
  .meta({ id: 'ImportedRow' });

const counts = { created: z.int(), refused: z.int() };
const ignoredColumns = z
  .array(z.string())
  .meta({ description: 'Columns of a CSV file that are not imported.' });

/** The result of a file. */
export const ImportReport = z
  .object({ ...counts, ignoredColumns, rows: z.array(ImportedRow) })
  .meta({ id: 'ImportReport' });
export type ImportReport = z.output<typeof ImportReport>;

/** A part of the result, or the progress. */
export const ImportEvent = z
  .union([
    z.object({ type: z.literal('progress'), rows: z.int(), ...counts }),
    z.object({ type: z.literal('row'), row: ImportedRow }),
    z.object({ type: z.literal('summary'), ...counts, ignoredColumns }),
    z.object({ type: z.literal('problem'), problem: ProblemSchema }),
  ])
  .meta({
    id: 'ImportEvent',
    description: 'One line. The last one is a summary, or the problem that ended the import.',
  });
export type ImportEvent = z.output<typeof ImportEvent>;

/** The query of an export. */
export const ExportQuery = z.strictObject({
  format: z.enum(['csv', 'json']).default('csv'),
  scope: z
    .enum(['own', 'visible'])
    .default('own')
    .meta({ description: 'Your own prompts, or all that you may see.' }),
});
export type ExportQuery = z.output<typeof ExportQuery>;

/** The content of an exported JSON file; it can be imported again. */
export const ExportedPrompts = z.array(
  z
    .object(PromptContent.shape)
    .extend({ tags: z.array(z.string()) })
    .meta({ id: 'ExportedPrompt' }),
);
