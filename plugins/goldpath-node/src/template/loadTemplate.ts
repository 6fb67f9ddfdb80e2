import { stat } from 'node:fs/promises';
import path from 'node:path';
import { compileAnswers } from '../answers/compileAnswers.ts';
import { FolderError, TemplateError } from '../errors.ts';
import { readYaml, type YamlFile } from '../source/readYaml.ts';
import { readTree } from '../tree/readTree.ts';
import type { Tree } from '../tree/tree.ts';
import { type Form, mergeForm } from './form.ts';
import { judgeFile } from './judge.ts';
import { loadSamples } from './loadSamples.ts';
import { compareWithForm, compareWithSkeleton, readStampSpec } from './stampSpec.ts';
import type { Template } from './template.ts';

/**
 * Reads a template's folder: template.yaml, stamp.yaml, samples/ and skeleton/.
 *
 * @param dir - the folder
 * @throws FolderError when there is no such folder
 * @throws TemplateError for everything in it that is not fit, each with file and line
 */
export async function loadTemplate(dir: string): Promise<Template> {
  const root = path.resolve(dir);
  if (!(await stat(root).catch(() => undefined))?.isDirectory()) {
    throw new FolderError(`${dir} is no folder; name the folder of a template`);
  }
  const [form, spec, skeleton] = await Promise.all([
    readYaml(root, 'template.yaml', 'its form and its steps'),
    readYaml(root, 'stamp.yaml', 'where each answer goes'),
    loadSkeleton(root),
  ]);
  refuse([...judgeFile('template.yaml', form), ...judgeFile('stamp.yaml', spec)]);
  const { version, stamp } = readStampSpec(spec);
  const { schema, problems } = mergeForm(form, stamp.publishing);
  refuse([...problems, ...compareWithForm(spec, schema), ...compareWithSkeleton(spec, skeleton)]);
  compileForm(form, schema);
  const samples = await loadSamples(root, schema);

  const { name, title } = (form.value as { metadata: { name: string; title?: string } }).metadata;
  return {
    id: name,
    version,
    dir: root,
    title: title ?? name,
    answersSchema: schema,
    stamp,
    skeleton,
    samples,
  };
}

function refuse(problems: TemplateError['problems']): void {
  if (problems.length > 0) throw new TemplateError(problems);
}

async function loadSkeleton(root: string): Promise<Tree> {
  const fail = (message: string) => new TemplateError([{ file: 'skeleton', line: 1, message }]);
  try {
    const tree = await readTree(path.join(root, 'skeleton'));
    if (tree.size === 0) throw fail('holds no file; put the project there that is stamped');
    return tree;
  } catch (error) {
    if (error instanceof FolderError) throw fail(error.message);
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      throw fail('is missing; put the project there that is stamped');
    }
    throw error;
  }
}

function compileForm(template: YamlFile, schema: Form['schema']): void {
  try {
    compileAnswers(schema);
  } catch (error) {
    const line = template.lineOf(['spec', 'parameters']);
    const message = `the form that begins here is no valid JSON schema: ${(error as Error).message}`;
    throw new TemplateError([{ file: 'template.yaml', line, message }]);
  }
}
