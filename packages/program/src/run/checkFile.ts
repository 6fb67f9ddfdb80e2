import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { firstValue, fromAjv, parseYaml, type SchemaProblem, YamlError } from '@goldpath/diagnostics';
import { Ajv } from 'ajv';
import { ProgramError } from '../programError.ts';
import schema from './checkFile.schema.json' with { type: 'json' };
import { CHECK_FILE, type LookupAnswer, type World } from './recorded.ts';

type EnvironmentValues = Record<string, string | number | boolean>;

/** The values that a stage can have for itself. */
interface Values {
  environment?: EnvironmentValues;
  stackReferences?: Record<string, Record<string, unknown>>;
  lookups?: Record<string, LookupAnswer[]>;
}

/** The content of {@link CHECK_FILE}. */
export interface CheckFile extends Values {
  organization?: string;
  stages?: Record<string, (Values & { config?: Record<string, unknown> }) | null>;
}

const validate = new Ajv({ allErrors: true, verbose: true, allowUnionTypes: true }).compile<CheckFile>(
  schema,
);

/**
 * Reads {@link CHECK_FILE} of a program's folder.
 *
 * @returns no values when there is no such file
 * @throws ProgramError when the file is not valid, at the line
 */
export async function readCheckFile(dir: string): Promise<CheckFile> {
  const text = await readFile(path.join(dir, CHECK_FILE), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  try {
    const source = parseYaml(text);
    const content: unknown = firstValue(source) ?? {};
    if (validate(content)) return content;
    const [problem] = fromAjv(validate.errors);
    const line = source.lineOf(problem?.path ?? []);
    throw new ProgramError(sentenceOf(problem), { file: CHECK_FILE, line });
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    throw new ProgramError(`invalid YAML: ${error.message}; fix the syntax.`, {
      file: CHECK_FILE,
      line: error.line,
    });
  }
}

function sentenceOf(problem: SchemaProblem | undefined): string {
  if (!problem) return 'the file is not valid.';
  const { path: keys, message, fix } = problem;
  const subject = keys.join('.') || 'the file';
  return `${subject} ${message}${fix ? `; ${fix}` : ''}.`;
}

/** Returns the values for a stage: its own before the common ones. */
export function worldOf(file: CheckFile, stage: string): World {
  const own = file.stages?.[stage] ?? {};
  const environment = Object.entries({ ...file.environment, ...own.environment });
  return {
    organization: file.organization ?? '',
    environment: Object.fromEntries(environment.map(([name, value]) => [name, String(value)])),
    stackReferences: { ...file.stackReferences, ...own.stackReferences },
    lookups: { ...file.lookups, ...own.lookups },
  };
}
