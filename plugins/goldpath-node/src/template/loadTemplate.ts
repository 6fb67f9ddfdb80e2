import { stat } from 'node:fs/promises';
import path from 'node:path';
import { FolderError, TemplateError } from '../errors.ts';
import { readYaml } from '../source/readYaml.ts';
import { readTree } from '../tree/readTree.ts';
import type { Tree } from '../tree/tree.ts';
import { type Fault, toProblems } from './fault.ts';
import { formErrors, mergeForm } from './form.ts';
import { judgeFile } from './judge.ts';
import { loadSamples } from './loadSamples.ts';
import { compareWithForm, compareWithSkeleton, readStampFile, toSpec, unusedFields } from './stampSpec.ts';
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
  const ofForm = (faults: Fault[]) => toProblems('template.yaml', form, faults);
  const ofSpec = (faults: Fault[]) => toProblems('stamp.yaml', spec, faults);
  refuse([...ofForm(judgeFile('template.yaml', form.value)), ...ofSpec(judgeFile('stamp.yaml', spec.value))]);
  const file = readStampFile(spec);
  const { version, stamp } = toSpec(file);
  const merged = mergeForm(form.value, stamp.publishing);
  refuse([
    ...ofForm(merged.faults),
    ...ofSpec([
      ...unusedFields(file, merged),
      ...compareWithForm(file, merged),
      ...compareWithSkeleton(file, [...skeleton.keys()]),
    ]),
  ]);
  const [error] = formErrors(merged);
  if (error) {
    const message = `the form that begins here is no valid JSON schema: ${error.message}`;
    refuse([{ file: 'template.yaml', line: form.lineOf(['spec', 'parameters']), message }]);
  }
  const { schema } = merged;
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
    if (/^ENO(ENT|TDIR)$/.test(String((error as NodeJS.ErrnoException).code))) {
      throw fail('is missing; put the project there that is stamped');
    }
    throw error;
  }
}
