import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { refuseOccupied, type Tree, writeTree } from '@goldpath/files';
import {
  type Answers,
  type ParsedAnswers,
  stampTree,
  type Template,
  validateAnswers,
} from '@goldpath/template';
import { readAnswers, refused } from './answers.ts';
import { findTemplate, loadTemplateAt } from './templates.ts';

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

function validAnswers(file: string, { answers, locate }: ParsedAnswers, template: Template): Answers {
  const problems = validateAnswers(template, answers);
  if (problems.length > 0) throw refused(file, locate(problems));
  return answers as Answers;
}
