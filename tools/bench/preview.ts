import path from 'node:path';
import { preview, PreviewHost } from '@goldpath/preview';
import { type Answers, loadTemplate, type Template } from '@goldpath/template';
import { root } from '../root.mjs';
import { median, type Row } from './measure.ts';

/** Different infrastructures, none of which was executed before. */
const rounds: readonly Answers[] = [
  { size: 'medium' },
  { size: 'large' },
  { nat: 'single' },
  { nat: 'none' },
  { rollout: 'blue-green' },
];

/** The time of a preview in a portal that is warm: until its files, until everything, and after an answer without effect on it. */
export async function previewRows(): Promise<Row[]> {
  const template = await loadTemplate(path.join(root, 'templates/prompt-library-service'));
  const host = new PreviewHost();
  try {
    await timesOf(template, {}, host);
    const first = [];
    const again = [];
    for (const answers of rounds) {
      first.push(await timesOf(template, answers, host));
      again.push(await timesOf(template, { ...answers, description: 'Another text' }, host));
    }
    return [
      row('preview: its files', median(first.map(({ files }) => files)), 200),
      row('preview: everything, for another infrastructure', median(first.map(({ all }) => all)), 1000),
      row('preview: everything, for the same infrastructure', median(again.map(({ all }) => all)), 1000),
    ];
  } finally {
    host.stop();
  }
}

async function timesOf(
  template: Template,
  answers: Answers,
  host: PreviewHost,
): Promise<{ files: number; all: number }> {
  const begin = performance.now();
  let files = 0;
  for await (const { part } of preview(template, answers, { host }))
    if (part === 'files') files = performance.now() - begin;
  return { files, all: performance.now() - begin };
}

function row(figure: string, milliseconds: number, goal: number): Row {
  const ours = `${Math.round(milliseconds)} ms`;
  return { figure, ours, peer: '-', goal: `${goal} ms`, reached: milliseconds <= goal };
}
