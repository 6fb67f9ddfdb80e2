import { type Database, isDatabaseUnavailable } from '../database/database.ts';
import { type FieldError, Problem } from '../http/problem.ts';
import type { NewPrompt } from '../prompts/schema.ts';
import { createPromptsForUser } from '../prompts/create.ts';
import { ensureTags } from '../tags/service.ts';
import { validateRow, type ValidatedRow, type Place, type PromptFile } from './file.ts';
import { type ImportEvent, type ImportReport, ROWS_MAX } from './schema.ts';

/** The maximum number of rows and characters per transaction. */
const BATCH_ROWS = 100;
const BATCH_CHARACTERS = 1_000_000;

/** The maximum number of rows that a problem names. */
const NAMED_MAX = 100;

/**
 * Imports a file for a user and reports the result of each row. The whole file is read before the first prompt is
 * created, so that nothing is imported from a broken file.
 * @param open - reads the file from its start.
 * @param options - `atomic`: imports all rows or none, in one transaction; all events are then sent at the end.
 * @throws Problem `import_refused` or `malformed_json` when nothing was imported; `not_ready` or `internal_error` with
 * the number of imported prompts.
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
  // Before the transaction: in it, other users who add the same tags would wait until its end. A tag without a prompt
  // is never shown.
  await ensureTags(database, tags);
  yield* await database.$transaction(
    async transaction => {
      const events: ImportEvent[] = [];
      for await (const event of create(transaction, userId, await open())) events.push(event);
      return events;
    },
    { maxWait: 10_000, timeout: 120_000 },
  );
}

/** Collects all events in one report. */
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
 * @returns the tags of all its prompts if `strict`, otherwise none.
 * @throws Problem when it cannot be read or has too many rows; with `strict`, also when a row is invalid.
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
        `The file has more than ${ROWS_MAX} rows (${where}); nothing was imported. Split it.`,
      );
    }
    if (!strict) continue;
    const { place, prompt, errors } = validateRow(row);
    for (const tag of prompt?.tags ?? []) tags.add(tag);
    if (errors && ++refused <= NAMED_MAX) fields.push(...errors.map(error => toProblemField(place, error)));
  }
  if (refused === 0) return [...tags];
  const unnamed = refused > NAMED_MAX ? ` The first ${NAMED_MAX} of them are listed.` : '';
  throw new Problem(
    'import_refused',
    `${refused} of ${count} rows are invalid, so nothing was imported.${unnamed}`,
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
      isDatabaseUnavailable(error) ? 'not_ready' : 'internal_error',
      `The service failed after ${rows} rows. Their ${created} prompts were imported, the other rows were not.`,
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
    const prompts = batch.map(({ prompt }) => prompt).filter(prompt => prompt !== undefined);
    const created = (await createPromptsForUser(database, userId, prompts)).values();
    for (const { place, prompt, errors } of batch) {
      counts[prompt ? 'created' : 'refused']++;
      if (prompt) yield { type: 'row', row: { ...place, status: 'created', id: created.next().value!.id } };
      else yield { type: 'row', row: { ...place, status: 'refused', errors } };
      const count = counts.created + counts.refused;
      if (count % 100 === 0) yield { type: 'progress', rows: count, ...counts };
    }
  }
  yield { type: 'summary', ...counts, ignoredColumns: [...ignoredColumns] };
}

async function* toBatches(rows: PromptFile['rows']): AsyncGenerator<ValidatedRow[]> {
  let batch: ValidatedRow[] = [];
  let characters = 0;
  for await (const row of rows) {
    const validated = validateRow(row);
    batch.push(validated);
    characters += lengthOf(validated.prompt);
    if (batch.length < BATCH_ROWS && characters < BATCH_CHARACTERS) continue;
    yield batch;
    batch = [];
    characters = 0;
  }
  if (batch.length > 0) yield batch;
}

function lengthOf(prompt: NewPrompt | undefined): number {
  if (!prompt) return 0;
  return prompt.text.length + prompt.description.length;
}
