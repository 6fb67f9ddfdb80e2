import { stampTree, type Template } from '@goldpath/template';
import { preview, type PreviewOptions } from './preview.ts';
import type { ChecksPart, FilesPart, InfrastructurePart } from './previewPart.ts';

/** All parts of a preview, and the texts of the files that the answers change. */
export interface CompletePreview {
  files: FilesPart;
  infrastructure: InfrastructurePart;
  checks: ChecksPart;
  /** by path; without binary and large files */
  texts: Record<string, string>;
}

/** The largest changed file whose text is included, in bytes. */
const MAX_TEXT = 64 * 1024;

/**
 * Previews a service, and waits for every part.
 *
 * @throws as {@link preview}
 */
export async function completePreview(
  template: Template,
  given: unknown,
  options: PreviewOptions = {},
): Promise<CompletePreview> {
  let files: FilesPart | undefined;
  let infrastructure: InfrastructurePart | undefined;
  let checks: ChecksPart | undefined;
  for await (const part of preview(template, given, options)) {
    if (part.part === 'files') files = part;
    else if (part.part === 'infrastructure') infrastructure = part;
    else checks = part;
  }
  if (!files || !infrastructure || !checks) throw new Error('a preview that ends has every part');
  return { files, infrastructure, checks, texts: textsOf(template, files) };
}

function textsOf(template: Template, { answers, files }: FilesPart): Record<string, string> {
  const tree = stampTree(template, answers);
  const shown = files.filter(({ state, size }) => state === 'changed' && size <= MAX_TEXT);
  return Object.fromEntries(shown.map(({ path }) => [path, tree.get(path)?.content.toString() ?? '']));
}
