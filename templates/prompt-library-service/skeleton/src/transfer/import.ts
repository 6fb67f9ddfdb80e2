import { type Database, isDatabaseAway } from '../database/database.ts';
import { type FieldError, Problem } from '../http/problem.ts';
import type { NewPrompt } from '../prompts/schema.ts';
import { createPromptsForUser, ensureManyTags } from '../prompts/service.ts';
import { judge, type JudgedRow, type Place, type PromptFile } from './file.ts';
import { type ImportEvent, type ImportReport, ROWS_MAX } from './schema.ts';

/** Most rows, and characters, that one transaction creates. */
const BATCH_ROWS = 100;
const BATCH_CHARACTERS = 1_000_000;

/** Most rows that a refusal names. */
const NAMED_MAX = 100;

/**
 * Imports a file for a user and tells row by row what becomes of it. The whole file is read before the first
 * prompt is created, so that a file that is broken anywhere leaves nothing behind.
 * @param open - reads the file from its beginning.
 * @param options - `atomic`: all rows or none, in one transaction; everything is then told at the end.
 * @throws Problem `import_refused` or `malformed_json` and nothing is in; `not_ready` or `internal_error` saying
 * how much is in.
 */
export async function* importFile(
  database: Database,
  userId: string,
  open: () => Promise<PromptFile>,
  { atomic }: { atomic: boolean },
): AsyncGenerator<ImportEvent> {
  const tags = await check(await open(), atomic);
  if (!atomic) {
    yield* createInSteps(database, userId, await open());
    return;
  }
  // Before the transaction and not in it: other people who add the same tags would wait until its end. A tag that
  // no prompt has is shown to nobody.
  await ensureManyTags(database, tags);
  yield* await database.$transaction(
    async transaction => {
      const events: ImportEvent[] = [];
      for await (const event of create(transaction, userId, await open())) events.push(event);
      return events;
    },
    { maxWait: 10_000, timeout: 120_000 },
  );
}

/** All events in one report. */
export async function toReport(events: AsyncIterable<ImportEvent>): Promise<ImportReport> {
  const report: ImportReport = { created: 0, refused: 0, ignoredColumns: [], rows: [] };
  for await (const event of events) {
    if (event.type === 'row') report.rows.push(event.row);
    if (event.type !== 'summary') continue;
    const { created, refused, ignoredColumns } = event;
    Object.assign(report, { created, refused, ignoredColumns });
  }
  return report;
}

/**
 * Reads the whole file.
 * @returns the tags of all its prompts.
 * @throws Problem when it cannot be read or has too many rows; with `strict` also when a row is refused.
 */
async function check({ rows }: PromptFile, strict: boolean): Promise<string[]> {
  const tags = new Set<string>();
  const fields: FieldError[] = [];
  let count = 0;
  let refused = 0;
  for await (const row of rows) {
    if (++count > ROWS_MAX) {
      const where = describe(row.place);
      throw new Problem(
        'import_refused',
        `The file has more than ${ROWS_MAX} rows (${where}); nothing was imported. Divide it.`,
      );
    }
    if (!strict) continue;
    const { place, prompt, errors } = judge(row);
    for (const tag of prompt?.tags ?? []) tags.add(tag);
    if (errors && ++refused <= NAMED_MAX) fields.push(...errors.map(error => toProblemField(place, error)));
  }
  if (refused === 0) return [...tags];
  const unnamed = refused > NAMED_MAX ? ` The first ${NAMED_MAX} of them are named.` : '';
  throw new Problem(
    'import_refused',
    `${refused} of ${count} rows are not right, and so nothing was imported.${unnamed}`,
    { fields },
  );
}

function toProblemField(place: Place, { field, message }: FieldError): FieldError {
  const [at] = Object.values(place) as [number];
  return {
    field: ['rows', at, field].filter(part => part !== '').join('.'),
    message: `${describe(place)}: ${message}`,
  };
}

function describe(place: Place): string {
  return 'line' in place ? `line ${place.line}` : `index ${place.index}`;
}

async function* createInSteps(
  database: Database,
  userId: string,
  file: PromptFile,
): AsyncGenerator<ImportEvent> {
  let rows = 0;
  let created = 0;
  try {
    for await (const event of create(database, userId, file)) {
      if (event.type === 'row') rows++;
      if (event.type === 'row' && event.row.status === 'created') created++;
      yield event;
    }
  } catch (error) {
    throw new Problem(
      isDatabaseAway(error) ? 'not_ready' : 'internal_error',
      `The service failed after ${rows} rows. Their ${created} prompts are imported, the other rows are not.`,
      { cause: error },
    );
  }
}

async function* create(
  database: Database,
  userId: string,
  { rows, ignoredColumns }: PromptFile,
): AsyncGenerator<ImportEvent> {
  const counts = { created: 0, refused: 0 };
  for await (const batch of toBatches(rows)) {
    const prompts = batch.flatMap(({ prompt }) => prompt ?? []);
    const ids = (await createPromptsForUser(database, userId, prompts)).values();
    for (const { place, prompt, errors } of batch) {
      counts[prompt ? 'created' : 'refused']++;
      const row = prompt
        ? { ...place, status: 'created' as const, id: ids.next().value! }
        : { ...place, status: 'refused' as const, errors };
      yield { type: 'row', row };
      const count = counts.created + counts.refused;
      if (count % 100 === 0) yield { type: 'progress', rows: count, ...counts };
    }
  }
  yield { type: 'summary', ...counts, ignoredColumns: [...ignoredColumns] };
}

async function* toBatches(rows: PromptFile['rows']): AsyncGenerator<JudgedRow[]> {
  let batch: JudgedRow[] = [];
  let characters = 0;
  for await (const row of rows) {
    const judged = judge(row);
    batch.push(judged);
    characters += lengthOf(judged.prompt);
    if (batch.length < BATCH_ROWS && characters < BATCH_CHARACTERS) continue;
    yield batch;
    batch = [];
    characters = 0;
  }
  if (batch.length > 0) yield batch;
}

function lengthOf(prompt: NewPrompt | undefined): number {
  return prompt ? prompt.text.length + prompt.description.length : 0;
}
