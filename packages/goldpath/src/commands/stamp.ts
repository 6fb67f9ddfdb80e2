import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  type AnswerProblem,
  type Answers,
  AnswersError,
  describeFolder,
  DESCRIPTION_FOLDER,
  loadTemplate,
  parseAnswers,
  stampTree,
  type Template,
  TemplateError,
  validateAnswers,
  writeTree,
} from '@goldpath/plugin-goldpath-node';
import { InputError } from '../exit.ts';

const templates = path.resolve(import.meta.dirname, '../../../../templates');

/**
 * Stamps a template into a new folder; everything is judged before anything is written.
 *
 * @param template - id of a template of this repository, or a folder
 * @returns what was done, as text
 */
export async function stamp(
  template: string,
  { answers: file, to }: { answers: string; to: string },
): Promise<string> {
  const folder = await findTemplate(template);
  const answers = await readAnswers(file);
  try {
    const loaded = await loadTemplate(folder);
    const tree = stampTree(loaded, answers.judgedBy(loaded));
    await writeTree(tree, to);
    const infrastructure = tree.has('infra/Pulumi.yaml') ? await describe(to) : '';
    return `Stamped ${tree.size} files from ${loaded.id} ${loaded.version} into ${to}\n${infrastructure}`;
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    const relative = path.relative(process.cwd(), folder);
    const shown = relative.startsWith('..') ? folder : relative;
    throw new TemplateError(
      error.problems.map(problem => ({ ...problem, file: path.join(shown, problem.file) })),
    );
  }
}

/** Adds the drawing and the cost of the infrastructure to what was stamped. */
async function describe(to: string): Promise<string> {
  await writeTree(await describeFolder(path.join(to, 'infra')), path.join(to, DESCRIPTION_FOLDER));
  return `Drew and priced its infrastructure in ${path.join(to, DESCRIPTION_FOLDER)}\n`;
}

async function findTemplate(template: string): Promise<string> {
  const known = path.join(templates, path.basename(template));
  if (template === path.basename(template) && existsSync(known)) return known;
  if (existsSync(template)) return path.resolve(template);
  const ids = await readdir(templates);
  throw new InputError(
    `${template} is neither a template nor a folder; the templates are: ${ids.join(', ')}`,
  );
}

async function readAnswers(file: string): Promise<{ judgedBy(template: Template): Answers }> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new InputError(`${file}: cannot be read (${error.code}); name a YAML file with the answers`);
  });
  const told = (problems: AnswerProblem[]) =>
    new InputError(
      problems.map(({ field, line, message }) => `${file}:${line}: ${field} ${message}`).join('\n'),
    );
  try {
    const { answers, locate } = parseAnswers(text);
    return {
      judgedBy(template) {
        const problems = validateAnswers(template, answers);
        if (problems.length > 0) throw told(locate(problems));
        return answers as Answers;
      },
    };
  } catch (error) {
    if (error instanceof AnswersError) throw told(error.problems);
    throw error;
  }
}
