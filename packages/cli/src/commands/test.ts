import path from 'node:path';
import process from 'node:process';
import { type Diagnostic, format } from '@goldpath/diagnostics';
import type { Template } from '@goldpath/template';
import {
  isProgress,
  type RingResult,
  type TestOptions,
  testTemplate,
  updateDescription,
} from '@goldpath/template-test';
import { startProgress } from '../progress.ts';
import type { TestCommandOptions } from './test.command.ts';
import { findTemplate, loadTemplateAt, templateFolders } from './templates.ts';

/**
 * Tests templates, and prints the result of each ring when it ends.
 *
 * @param given - id or folder of a template; all of this repository without it
 * @returns whether every ring passed
 */
export async function testTemplates(
  given: string | undefined,
  { sample, ring, services, repeat = false, signal }: TestCommandOptions & { signal: AbortSignal },
): Promise<boolean> {
  let hasPassed = true;
  for (const template of await loadTemplates(given)) {
    process.stdout.write(`${template.id} ${template.version}\n`);
    const results = await printRings(template, { sample, only: ring, services, repeats: repeat, signal });
    hasPassed &&= results.every(({ state }) => state === 'passed');
    process.stdout.write(`${summaryOf(results)}\n`);
  }
  return hasPassed;
}

/** Writes stamped.md of templates. */
export async function updateDescriptions(given: string | undefined): Promise<string> {
  const written: string[] = [];
  for (const template of await loadTemplates(given)) written.push(await updateDescription(template));
  return written.map(file => `Wrote ${path.relative('', file)}\n`).join('');
}

/**
 * Runs the rings of a template, and prints the result of each one when it ends.
 *
 * @throws TemplateError when the template does not have the sample
 */
export async function printRings(template: Template, options: TestOptions): Promise<RingResult[]> {
  const results: RingResult[] = [];
  const progress = startProgress(process.stderr, `Testing ${template.id} ...`);
  try {
    for await (const event of testTemplate(template, options)) {
      if (isProgress(event)) {
        progress.update(event.progress);
        continue;
      }
      progress.end();
      process.stdout.write(await reportOf(template, event));
      results.push(event);
    }
  } finally {
    progress.end();
  }
  return results;
}

async function reportOf(
  { dir }: Template,
  { ring, state, seconds, notes, diagnostics, logs }: RingResult,
): Promise<string> {
  const head = `  ring ${ring.id}  ${state.padEnd(7)}  ${seconds.toFixed(1).padStart(6)} s  ${ring.title}\n`;
  const lines = notes.map(note => `          ${note}\n`).join('');
  if (diagnostics.length === 0) return head + lines;
  const shown = path.relative('', dir);
  const inFolder = ({ location, ...rest }: Diagnostic): Diagnostic => ({
    ...rest,
    location: { ...location, file: path.join(shown.startsWith('..') ? dir : shown, location.file) },
  });
  return `${head}${lines}\n${await format(diagnostics.map(inFolder), 'text')}Logs: ${logs}\n`;
}

function summaryOf(results: readonly RingResult[]): string {
  const seconds = results.reduce((sum, result) => sum + result.seconds, 0);
  const states = Map.groupBy(results, ({ state }) => state);
  const counts = [...states].map(([state, { length }]) => `${length} ${state}`).join(', ');
  return `  ${counts} in ${seconds.toFixed(1)} s`;
}

async function loadTemplates(given: string | undefined): Promise<Template[]> {
  const folders = given === undefined ? await templateFolders() : [await findTemplate(given)];
  return Promise.all(folders.map(loadTemplateAt));
}
