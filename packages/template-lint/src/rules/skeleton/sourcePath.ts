import { existsSync } from 'node:fs';
import path from 'node:path';
import { at } from '@goldpath/diagnostics';
import type { LintContext, LintRule, Report } from '../../rule.ts';
import type { Fetch } from '../../template/fetch.ts';
import type { Step } from '../../template/lintTemplate.ts';
import { fetchesBefore, literalPath, mayBecome } from './catalogFile.ts';
import { skeletonExample } from './example.ts';

/** A step publishes a folder that earlier steps have written. */
export const sourcePath: LintRule = {
  id: 'source-path',
  title: 'The sourcePath of a step is a folder that an earlier step has written.',
  why: 'The step fails, or publishes nothing, when the folder does not exist in the workspace.',
  severity: 'error',
  example: {
    incorrect: skeletonExample({ 'README.md': 'A service\n' }, exampleOf('./app')),
    correct: skeletonExample({ 'app/README.md': 'A service\n' }, exampleOf('./app')),
  },
  check: context => context.template.steps.flatMap(step => reportsOf(step, context)),
};

function exampleOf(folder: string): string {
  return `    - id: publish\n      action: publish:github\n      input: { repoUrl: github.com?owner=a&repo=b, sourcePath: ${folder} }`;
}

function reportsOf(step: Step, context: LintContext): Report[] {
  const source = at(step.input, 'sourcePath');
  const folder = literalPath(source);
  if (!source || folder === undefined || !/^publish:/.test(step.action ?? '')) return [];
  const wanted = path.posix.normalize(`${folder}/.`).replace(/^\/+|\/+$/g, '');
  if (wanted === '' || wanted === '.' || wanted.startsWith('..')) return [];
  const fetches = fetchesBefore(step, `${wanted}/file`, context);
  if (!fetches || fetches.length === 0 || fetches.some(fetch => mayWrite(fetch, wanted, context))) return [];
  return [
    {
      at: source,
      message: `No step writes the folder ${folder}. The task fails here.`,
      fix: 'Write the targetPath of the step that fetches the files, or a folder in its skeleton.',
    },
  ];
}

/** Whether a fetch writes a file into a folder of the workspace. */
function mayWrite({ step, target, found }: Fetch, wanted: string, { skeletons }: LintContext): boolean {
  const folder = literalPath(at(step.input, 'targetPath'));
  if (folder === undefined || found !== 'folder') return true;
  const relative = path.posix.relative(path.posix.normalize(folder), wanted);
  // the target is the wanted folder, or in it
  if (relative === '' || /^(\.\.\/?)+$/.test(relative)) return true;
  if (relative.startsWith('..')) return false;
  const files = skeletons.find(one => one.step === step)?.files ?? [];
  const isRendered = files.some(file => mayBecome(path.posix.dirname(file.target), relative));
  return isRendered || existsSync(path.join(target, relative));
}
