import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { CsvError, type Options, parse } from 'csv-parse';
import { parse as parseAtOnce } from 'csv-parse/sync';
import { type Stringifier, stringify } from 'csv-stringify';
import { stringify as stringifyAtOnce } from 'csv-stringify/sync';
import { type FieldError, Problem } from '../http/problem.ts';
import { NewPrompt } from '../prompts/schema.ts';
import type { PromptFile, Row } from './file.ts';

type Field = keyof NewPrompt;

const FIELDS = Object.keys(NewPrompt.shape) as Field[];

/** The column names that public prompt collections use for our fields. */
const ALIASES: ReadonlyMap<string, Field> = new Map([
  ['act', 'title'],
  ['prompt', 'text'],
  ['type', 'agentType'],
]);

/** Bytes. The longest valid prompt has 620,000; a longer record is missing a quotation mark. */
const RECORD_MAX = 1_000_000;

interface CsvRecord {
  line: number;
  cells: string[];
}

interface Column {
  field: Field;
  isAlias: boolean;
}

/**
 * Opens a CSV file (RFC 4180, with a header) of prompts.
 * @throws Problem `import_refused` when the file is invalid, immediately or when its rows are read.
 */
export async function readCsv(path: string): Promise<PromptFile> {
  const records = readRecords(path);
  const header = await records.next();
  if (header.done) throw refused('The file is empty: its first line must name the columns.');
  const names = header.value.cells.map(cell => cell.trim());
  try {
    const columns = toColumns(names);
    return { ignoredColumns: names.filter((_name, at) => !columns[at]), rows: toRows(records, columns) };
  } catch (error) {
    // The rows will not be read, so the file is closed here.
    await records.return(undefined);
    throw error;
  }
}

async function* readRecords(path: string): AsyncGenerator<CsvRecord, undefined> {
  // The line of the next record. Counted here, because the parser counts a CRLF within quotation marks twice, and
  // loses the records that are parsed but not read yet when it fails.
  let next = 1;
  const options: Options<CsvRecord, { record: string[]; raw: string }> = {
    bom: true,
    raw: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    skip_empty_lines: true,
    relax_column_count: true,
    max_record_size: RECORD_MAX,
    on_record: ({ record, raw }) => {
      const line = next + lineBreaks(/^[\r\n]*/.exec(raw)![0]);
      next += lineBreaks(raw);
      return { line, cells: record };
    },
  };
  // Without `columns`, the parser's types only know strings, although `on_record` returns something else.
  const parser = parse(options as unknown as Options);
  const records = pipeline(createReadStream(path), parser, () => {
    // Errors are thrown by the iteration.
  });
  try {
    yield* records as AsyncIterable<CsvRecord>;
  } catch (error) {
    if (error instanceof CsvError) throw refused(`${explain(error)} in the row that starts at line ${next}.`);
    throw error;
  }
}

function explain({ code }: CsvError): string {
  if (code === 'CSV_QUOTE_NOT_CLOSED') return 'A quotation mark is never closed: the file is truncated';
  if (code === 'CSV_MAX_RECORD_SIZE') return 'There is more than 1 MB, or a quotation mark is missing,';
  return 'A quotation mark is not escaped (double it, and put the field in quotation marks)';
}

function lineBreaks(text: string): number {
  return text.match(/\r\n|\n|\r/g)?.length ?? 0;
}

/** Maps each column to a field; a column with our own name takes precedence over an alias. */
function toColumns(names: readonly string[]): (Column | undefined)[] {
  const own = names.map(name => FIELDS.find(field => field.toLowerCase() === name.toLowerCase()));
  const columns = names.map((name, at): Column | undefined => {
    const alias = ALIASES.get(name.toLowerCase());
    if (own[at]) return { field: own[at], isAlias: false };
    return alias && !own.includes(alias) ? { field: alias, isAlias: true } : undefined;
  });
  const fields = columns.filter(column => column !== undefined).map(({ field }) => field);
  const twice = fields.find((field, at) => fields.indexOf(field) !== at);
  if (twice) throw refused(`Line 1 names the column ${twice} twice.`);
  const missing = (['title', 'text'] as const).filter(field => !fields.includes(field));
  if (missing.length > 0) {
    throw refused(
      `Line 1 must name the columns, but lacks ${missing.join(' and ')}. Known columns are ${FIELDS.join(', ')}, ` +
        'and act, prompt and type as other names of title, text and agentType.',
    );
  }
  return columns;
}

async function* toRows(
  records: AsyncIterable<CsvRecord>,
  columns: readonly (Column | undefined)[],
): AsyncGenerator<Row> {
  for await (const { line, cells } of records) yield { place: { line }, ...toContent(cells, columns) };
}

function toContent(
  cells: readonly string[],
  columns: readonly (Column | undefined)[],
): Pick<Row, 'content' | 'errors'> {
  if (cells.length !== columns.length) {
    const message = `The row has ${cells.length} fields, but the header has ${columns.length}`;
    return { content: undefined, errors: [{ field: '', message }] };
  }
  const content: Partial<Record<Field, unknown>> = { agentType: 'LLM' };
  const errors: FieldError[] = [];
  for (const [at, column] of columns.entries()) {
    const cell = cells[at] ?? '';
    if (!column) continue;
    const { field, isAlias } = column;
    if (field === 'tags') {
      const tags = toTags(cell);
      if (tags) content.tags = tags;
      else errors.push({ field, message: 'must be tags separated by commas, quoted like CSV fields' });
    } else if (field === 'agentType' && isAlias) {
      content.agentType = cell.trim().toUpperCase() === 'IMAGE' ? 'IMAGE' : 'LLM';
    } else if (cell !== '' || field === 'title' || field === 'text') {
      content[field] = cell;
    }
  }
  return { content, errors };
}

/** Tags are a line of CSV within the cell, so that they may contain any character. */
function toTags(cell: string): string[] | undefined {
  try {
    return parseAtOnce(cell, { trim: true, relax_column_count: true }).flat();
  } catch (error) {
    if (error instanceof CsvError) return undefined;
    throw error;
  }
}

/** Creates a stream that writes prompts as CSV. Values are unchanged, even if a spreadsheet treats them as formulas. */
export function csvOf(): Stringifier {
  return stringify({
    header: true,
    columns: FIELDS,
    cast: { object: tags => stringifyAtOnce([Object.values(tags)], { eof: false }) },
  });
}

function refused(detail: string): Problem {
  return new Problem('import_refused', `${detail} Nothing was imported.`);
}
