import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Diagnostic } from '@goldpath/diagnostics';
import { writeTree } from '@goldpath/files';
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
 * Stamps a template into a new folder. Everything is validated before anything is written.
 *
 * @param template - id of a template of this repository, or a folder
 * @returns a report of what was written
 */
export async function stamp(
  template: string,
  { answers: file, to }: { answers: string; to: string },
): Promise<string> {
  const folder = await findTemplate(template);
  const parsed = await readAnswers(file);
  const loaded = await loadTemplateAt(folder);
  const tree = stampTree(loaded, validAnswers(file, parsed, loaded));
  await writeTree(tree, to);
  const infrastructure = tree.has('infra/Pulumi.yaml') ? await documentInfrastructure(to) : '';
  return `Stamped ${tree.size} files from ${loaded.id} ${loaded.version} into ${to}\n${infrastructure}`;
}

/** Adds the diagram and the cost of the infrastructure to a stamped service. */
async function documentInfrastructure(to: string): Promise<string> {
  const { describeFolder, DESCRIPTION_FOLDER } = await import('@goldpath/infrastructure-docs');
  await writeTree(await describeFolder(path.join(to, 'infra')), path.join(to, DESCRIPTION_FOLDER));
  return `Wrote the diagram and cost of its infrastructure to ${path.join(to, DESCRIPTION_FOLDER)}\n`;
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
  const known = path.join(templates, path.basename(template));
  if (template === path.basename(template) && existsSync(known)) return known;
  if (existsSync(template)) return path.resolve(template);
  const ids = existsSync(templates) ? await readdir(templates) : [];
  const list = ids.length > 0 ? `; the templates are: ${ids.join(', ')}` : '; give the folder of a template';
  throw new InputError(`${template} is neither a template nor a folder${list}`);
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
