import path from 'node:path';
import { writeTree } from '@goldpath/files';
import { DESCRIPTION_FOLDER, describeFolder } from '@goldpath/infrastructure-docs';
import { type Answers, loadTemplate, stampTree, type Template } from '@goldpath/template';
import { root } from '../root.mjs';

/** An older version of the template: some documents were shorter, its program had no comments, and one file did not exist. */
export async function olderTemplate(): Promise<{ template: Template; answers: Answers }> {
  const template = await loadTemplate(path.join(root, 'templates/prompt-library-service'));
  const skeleton = new Map(template.skeleton);
  skeleton.delete('SECURITY.md');
  for (const [file, entry] of skeleton) {
    const text = entry.content.toString();
    const isDocument = file.startsWith('docs/') && file.endsWith('.md');
    const shorter = isDocument ? text.replace(/[^\n]*\n$/, '') : text.replaceAll(/^\/\/.*\n/gm, '');
    const isOlder = isDocument || file === 'infra/index.ts';
    if (isOlder) skeleton.set(file, { ...entry, content: Buffer.from(shorter) });
  }
  const answers = template.samples.find(({ name }) => name === 'skeleton')?.answers ?? {};
  return { template: { ...template, version: '0.0.1', skeleton }, answers };
}

/** Writes a service as {@link olderTemplate} stamped it, with its drawings and prices. */
export async function writeOlderService(folder: string): Promise<void> {
  const { template, answers } = await olderTemplate();
  await writeTree(stampTree(template, answers), folder);
  const description = await describeFolder(path.join(folder, 'infra'));
  await writeTree(description, path.join(folder, DESCRIPTION_FOLDER));
}
