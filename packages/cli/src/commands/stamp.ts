import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Diagnostic } from '@goldpath/diagnostics';
import { refuseOccupied, type Tree, writeTree } from '@goldpath/files';
import {
  type AnswerProblem,
  type Answers,
  AnswersError,
  loadTemplate,
  type ParsedAnswers,
  parseAnswers,
  stampTree,
  type Template,
  TemplateError,
  validateAnswers,
} from '@goldpath/template';
import { InputError } from '../exit.ts';

const templates = path.resolve(import.meta.dirname, '../../../../templates');

/**
 * Stamps a template into a new folder. Everything is validated, and its infrastructure described, before the
 * folder is written; it is written completely or not at all.
 *
 * @param template - id of a template of this repository, or a folder
 * @returns a report of what was written
 */
export async function stamp(
  template: string,
  { answers: file, to, signal }: { answers: string; to: string; signal?: AbortSignal },
): Promise<string> {
  const folder = await findTemplate(template);
  const parsed = await readAnswers(file);
  const loaded = await loadTemplateAt(folder);
  const tree = stampTree(loaded, validAnswers(file, parsed, loaded));
  await refuseOccupied(to);
  const stamped = `Stamped ${tree.size} files from ${loaded.id} ${loaded.version} into ${to}\n`;
  if (!tree.has('infra/Pulumi.yaml')) {
    await writeTree(tree, to, signal);
    return stamped;
  }
  const { folder: docs, files } = await describeInfrastructure(tree, signal);
  await writeTree(new Map([...tree, ...files]), to, signal);
  return `${stamped}Wrote the diagram and cost of its infrastructure to ${path.join(to, docs)}\n`;
}

/** The diagram and the cost of the infrastructure of a stamped service, for which its program is executed in a copy. */
async function describeInfrastructure(
  tree: Tree,
  signal: AbortSignal | undefined,
): Promise<{ folder: string; files: Tree }> {
  const { describeFolder, DESCRIPTION_FOLDER } = await import('@goldpath/infrastructure-docs');
  const copy = await mkdtemp(path.join(tmpdir(), 'goldpath-stamp-'));
  try {
    await writeTree(tree, copy);
    const described = await describeFolder(path.join(copy, 'infra'), signal);
    const files = [...described].map(
      ([file, content]) => [`${DESCRIPTION_FOLDER}/${file}`, content] as const,
    );
    return { folder: DESCRIPTION_FOLDER, files: new Map(files) };
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

/** The template, with the files in its problems named from the working directory. */
async function loadTemplateAt(folder: string): Promise<Template> {
  try {
    return await loadTemplate(folder);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    const relative = path.relative(process.cwd(), folder);
    const shown = relative.startsWith('..') ? folder : relative;
    const inFolder = (diagnostic: Diagnostic): Diagnostic => {
      const { location } = diagnostic;
      return { ...diagnostic, location: { ...location, file: path.join(shown, location.file) } };
    };
    throw new TemplateError(error.diagnostics.map(inFolder));
  }
}

async function findTemplate(template: string): Promise<string> {
  const ids = await templateIds();
  if (ids.includes(template)) return path.join(templates, template);
  const isTemplate = ['template.yaml', 'stamp.yaml'].some(file => existsSync(path.join(template, file)));
  if (isTemplate) return path.resolve(template);
  let list = 'give the folder of a template';
  if (ids.length > 0) list = `the templates are: ${ids.join(', ')}`;
  if (!existsSync(template)) throw new InputError(`${template} is neither a template nor a folder; ${list}`);
  throw new InputError(`${template} is not a template: it has no template.yaml and no stamp.yaml; ${list}`);
}

/** The templates of this repository; none where the command line is installed alone. */
async function templateIds(): Promise<string[]> {
  if (!existsSync(templates)) return [];
  const entries = await readdir(templates, { withFileTypes: true });
  return entries.filter(entry => entry.isDirectory()).map(({ name }) => name);
}

async function readAnswers(file: string): Promise<ParsedAnswers> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new InputError(`${file}: cannot be read (${error.code}); give a YAML file with the answers`);
  });
  try {
    return parseAnswers(text);
  } catch (error) {
    throw error instanceof AnswersError ? refused(file, error.problems) : error;
  }
}

function validAnswers(file: string, { answers, locate }: ParsedAnswers, template: Template): Answers {
  const problems = validateAnswers(template, answers);
  if (problems.length > 0) throw refused(file, locate(problems));
  return answers as Answers;
}

function refused(file: string, problems: readonly AnswerProblem[]): InputError {
  const lines = problems.map(({ field, line, message }) => `${file}:${line}: ${field} ${message}`);
  return new InputError(lines.join('\n'));
}
