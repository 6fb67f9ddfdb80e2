import { statSync } from 'node:fs';
import path from 'node:path';
import { at, type Located } from '@goldpath/diagnostics';
import type { LintContext, LintRule, Report } from '../../rule.ts';
import type { Fetch } from '../../template/fetch.ts';
import type { LintTemplate, Step } from '../../template/lintTemplate.ts';
import { skeletonExample } from './example.ts';

const REGISTER = [
  '    - { id: publish, action: publish:github, input: { repoUrl: github.com?owner=a&repo=b } }',
  '    - id: register',
  '      action: catalog:register',
  '      input:',
  '        repoContentsUrl: ${{ steps.publish.output.repoContentsUrl }}',
  '        catalogInfoPath: /catalog-info.yaml',
].join('\n');

/** Actions that write no file into the workspace. */
const WRITES_NOTHING =
  /^(debug:|publish:|github:|gitlab:|catalog:(register|fetch)$|notification:|http:|goldpath:check$)/;

/** The file that a template registers in the catalog is in the repository that it publishes. */
export const catalogFile: LintRule = {
  id: 'catalog-file',
  title: 'The file at catalogInfoPath is in the published repository.',
  why: 'The step fails when the file does not exist, after the repository was created.',
  severity: 'error',
  example: {
    incorrect: skeletonExample({ 'README.md': 'A service\n' }, REGISTER),
    correct: skeletonExample({ 'catalog-info.yaml': 'kind: Component\n' }, REGISTER),
  },
  check: context => context.template.steps.flatMap(step => reportsOf(step, context)),
};

function reportsOf(step: Step, context: LintContext): Report[] {
  const wanted = at(step.input, 'catalogInfoPath');
  const optional = at(step.input, 'optional')?.value ?? false;
  if (step.action !== 'catalog:register' || typeof wanted?.value !== 'string' || optional !== false)
    return [];
  const publish = publishingStep(step, context.template);
  const folder = publish && literalPath(at(publish.input, 'sourcePath'));
  if (!publish || folder === undefined || /[{}]|^\/-\//.test(wanted.value)) return [];
  const file = path.posix.join(folder, wanted.value);
  const fetched = fetchesBefore(publish, file, context);
  if (!fetched || fetched.some(fetch => mayHave(fetch, file, context))) return [];
  return [
    {
      at: wanted,
      message: `No step adds ${wanted.value} to the repository. The task fails here, after the repository was created.`,
      fix: 'Write the path of a file in the skeleton, or add the file to it.',
    },
  ];
}

/** The step that publishes the repository that a step registers; undefined when another one may add files to it. */
function publishingStep({ input, index }: Step, { steps }: LintTemplate): Step | undefined {
  const url = String(at(input, 'repoContentsUrl')?.value);
  const [, dotted, quoted] =
    /^\$?\{\{-?\s*steps(?:\.(\w+)|\[['"]([^'"]+)['"]\])\.output\.\w+\s*-?\}\}$/.exec(url) ?? [];
  const [publish, another] = steps.filter(({ id }) => id === (dotted ?? quoted));
  if (!publish || another || !/^publish:(?!.*(pull-request|merge-request))/.test(publish.action ?? ''))
    return undefined;
  return steps.slice(publish.index + 1, index).every(addsNothing) ? publish : undefined;
}

/** Whether a step after the publishing one leaves the repository as it is: it writes files of the task only, or none. */
const addsNothing = ({ action = '' }: Step) =>
  /^(fetch:|fs:|catalog:)/.test(action) || (WRITES_NOTHING.test(action) && !action.includes('push'));

/** A path in the workspace; undefined when it is not known. */
export function literalPath(node: Located | undefined): string | undefined {
  if (!node) return '.';
  if (typeof node.value !== 'string' || node.value.includes('{')) return undefined;
  return node.value;
}

/** The folders that the earlier steps fetch; undefined when they may write the file in another way. */
export function fetchesBefore(
  { index }: Step,
  file: string,
  { template, fetches }: LintContext,
): Fetch[] | undefined {
  if (template.hasUnknownSteps) return undefined;
  const before = template.steps.filter(step => step.index < index);
  const own = fetches.filter(({ step }) => before.includes(step));
  const isKnown = (step: Step) =>
    WRITES_NOTHING.test(step.action ?? '') ||
    own.some(fetch => fetch.step === step) ||
    isElsewhere(step, file);
  // skeleton-url reports a folder that does not exist
  if (!before.every(isKnown) || own.some(({ found }) => found === 'nothing')) return undefined;
  return own;
}

/** Whether a step fetches from another repository, into a folder that the file is not in. */
function isElsewhere({ action = '', input }: Step, file: string): boolean {
  const folder = literalPath(at(input, 'targetPath'));
  if (!/^fetch:(template|plain)$/.test(action) || folder === undefined) return false;
  return path.posix.relative(path.posix.normalize(folder), path.posix.normalize(file)).startsWith('..');
}

/** Whether a fetched folder may have the file, under its own name or under a rendered one. */
function mayHave({ step, target, found }: Fetch, file: string, { skeletons }: LintContext): boolean {
  const folder = literalPath(at(step.input, 'targetPath'));
  if (folder === undefined || found === 'file') return true;
  const relative = path.posix.relative(path.posix.normalize(folder), path.posix.normalize(file));
  if (relative.startsWith('..')) return false;
  const skeleton = skeletons.find(one => one.step === step);
  const isRendered = (skeleton?.files ?? []).some(one => mayBecome(one.target, relative));
  return isRendered || isThere(path.join(target, relative));
}

/** Whether a path with expressions may render to another one. */
export function mayBecome(written: string, wanted: string): boolean {
  const parts = written.split(/\$\{\{.*?\}\}|\{%.*?%\}/);
  const [first = ''] = parts;
  if (parts.length === 1) return written === wanted;
  return wanted.startsWith(first) && wanted.endsWith(parts.at(-1) ?? '');
}

function isThere(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
}
