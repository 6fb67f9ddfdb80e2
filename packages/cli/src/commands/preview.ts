import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { firstValue, parseYaml } from '@goldpath/diagnostics';
import { type CompletePreview, completePreview, toHtml, toText } from '@goldpath/preview';
import { readAnswers } from './answers.ts';
import { openInBrowser } from './openInBrowser.ts';
import { findTemplate, loadTemplateAt } from './templates.ts';

/** Options of {@link previewTemplate}. */
export interface PreviewCommand {
  answers: string;
  json?: boolean;
  open?: boolean;
  signal: AbortSignal;
}

/**
 * Previews a template with the answers of a file.
 *
 * @param template - id of a template of this repository, or a folder
 * @returns the report, and whether a check blocks
 */
export async function previewTemplate(
  template: string,
  { answers: file, json, open, signal }: PreviewCommand,
): Promise<{ report: string; blocks: boolean }> {
  const folder = await findTemplate(template);
  const { answers } = await readAnswers(file);
  const loaded = await loadTemplateAt(folder);
  const steps = await stepsIn(folder);
  const preview = await completePreview(loaded, answers, { signal, steps });
  const report = json ? `${JSON.stringify(preview, null, 2)}\n` : toText(preview);
  const { blocks } = preview.checks;
  if (!open) return { report, blocks };
  const page = await writePage(preview);
  openInBrowser(page);
  return { report: json ? report : `${report}\nWrote ${page}\n`, blocks };
}

/** `spec.steps` of a valid template. */
async function stepsIn(folder: string): Promise<unknown> {
  const text = await readFile(path.join(folder, 'template.yaml'), 'utf8');
  const { spec } = firstValue(parseYaml(text)) as { spec: { steps?: unknown } };
  return spec.steps;
}

async function writePage(preview: CompletePreview): Promise<string> {
  const page = path.join(await mkdtemp(path.join(tmpdir(), 'goldpath-page-')), 'preview.html');
  await writeFile(page, toHtml(preview));
  return page;
}
