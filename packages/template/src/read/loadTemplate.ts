import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Diagnostic, Scope } from '@goldpath/diagnostics';
import { FolderError, readTree } from '@goldpath/files';
import { TemplateError } from '../errors.ts';
import type { Answers, Template } from '../template.ts';
import { asInGit } from './asInGit.ts';
import { toStampSpec } from './stampFile.ts';
import { readTemplateFolder, TEMPLATE_FILE, type TemplateFolder } from './templateFolder.ts';
import { toDiagnostic } from './templateProblem.ts';
import { templateProblems } from './templateProblems.ts';

/** The files without which nothing else can be read, and their purposes. */
const requiredFiles = [
  [TEMPLATE_FILE, 'template-schema', 'the form and the steps'],
  ['stamp.yaml', 'stamp-schema', 'where each answer is written'],
] as const;

/** A template, and the problems of its files. */
export interface TemplateReading {
  /** nothing when there are problems */
  template: Template | undefined;
  /** each keeps the template from being stamped */
  diagnostics: Diagnostic[];
}

/**
 * Reads a template's folder: template.yaml, stamp.yaml, samples/ and skeleton/.
 *
 * @throws FolderError when the folder does not exist
 */
export async function readTemplate(dir: string): Promise<TemplateReading> {
  const root = path.resolve(dir);
  if (!statSync(root, { throwIfNoEntry: false })?.isDirectory())
    throw new FolderError(`${dir} is not a folder; give the folder of a template.`);
  const missing = requiredFiles
    .filter(([file]) => !existsSync(path.join(root, file)))
    .map(([file, rule, purpose]) => missingFile(file, rule, purpose));
  if (missing.length > 0) return { template: undefined, diagnostics: missing };
  const scope: Scope = { root, nameOf: file => path.relative(root, file).split(path.sep).join('/') };
  const folder = await readTemplateFolder(path.join(root, TEMPLATE_FILE), scope);
  const diagnostics = templateProblems(folder).map(toDiagnostic).sort(byLocation);
  const template = diagnostics.length === 0 ? await toTemplate(root, folder) : undefined;
  return { template, diagnostics };
}

/**
 * Reads a template that has to be valid.
 *
 * @throws FolderError when the folder does not exist
 * @throws TemplateError with every problem of its files, each with file and line
 */
export async function loadTemplate(dir: string): Promise<Template> {
  const { template, diagnostics } = await readTemplate(dir);
  if (!template) throw new TemplateError(diagnostics);
  return template;
}

async function toTemplate(dir: string, folder: TemplateFolder): Promise<Template> {
  const { form, stamp, merged, samples } = folder;
  const { metadata } = form.root?.value as { metadata: { name: string; title?: string } };
  return {
    id: metadata.name,
    version: stamp.version,
    dir,
    title: metadata.title ?? metadata.name,
    changelog: await readIfExists(path.join(dir, 'CHANGELOG.md')),
    answersSchema: merged?.schema ?? {},
    stamp: toStampSpec(stamp),
    skeleton: asInGit(await readTree(path.join(dir, 'skeleton'))),
    samples: samples.map(({ name, root }) => ({ name, answers: root?.value as Answers })),
  };
}

async function readIfExists(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

function byLocation({ location: left }: Diagnostic, { location: right }: Diagnostic): number {
  return left.file.localeCompare(right.file) || left.line - right.line;
}

function missingFile(file: string, rule: string, purpose: string): Diagnostic {
  return {
    rule,
    severity: 'error',
    location: { file, line: 1 },
    message: `The file ${file} is missing; a template needs it for ${purpose}.`,
    fix: `Add ${file}.`,
  };
}
