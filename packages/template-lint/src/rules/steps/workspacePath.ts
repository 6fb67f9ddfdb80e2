import path from 'node:path';
import { at, type Located } from '@goldpath/diagnostics';
import type { LintRule } from '../../rule.ts';
import type { Step } from '../../template/lintTemplate.ts';

/**
 * The inputs of the portal's actions that are paths in the workspace, from their calls of `resolveSafeChildPath` in
 * `@backstage/plugin-scaffolder-backend` (read on 2026-11-29).
 */
const pathsOf: Readonly<Record<string, (input: Located) => (Located | undefined)[]>> = {
  'fetch:plain': input => [at(input, 'targetPath')],
  'fetch:plain:file': input => [at(input, 'targetPath')],
  'fetch:template': input => [at(input, 'targetPath')],
  'fetch:template:file': input => [at(input, 'targetPath')],
  'catalog:write': input => [at(input, 'filePath')],
  'fs:delete': input => at(input, 'files')?.items ?? [],
  'fs:rename': input => (at(input, 'files')?.items ?? []).flatMap(file => [at(file, 'from'), at(file, 'to')]),
};

/** Paths of steps stay in the workspace of the task. */
export const workspacePath: LintRule = {
  id: 'workspace-path',
  title: 'The paths of a step are in the workspace of the task.',
  why: 'The portal rejects a path outside of the workspace, and the task fails at the step.',
  severity: 'error',
  example: {
    incorrect: "steps:\n  - { id: delete, action: fs:delete, input: { files: ['../README.md'] } }\n",
    correct: 'steps:\n  - { id: delete, action: fs:delete, input: { files: [README.md] } }\n',
  },
  check: ({ template: { steps } }) =>
    steps.flatMap(step =>
      pathsIn(step)
        .filter(({ value }) => typeof value === 'string' && isOutside(value))
        .map(value => ({
          at: value,
          message: `${String(value.value)} is outside of the workspace of the task. The task fails here.`,
          fix: 'Write a path relative to the workspace, without a slash at its beginning.',
        })),
    ),
};

function pathsIn({ action = '', input }: Step): Located[] {
  if (!input || !Object.hasOwn(pathsOf, action)) return [];
  return (pathsOf[action]?.(input) ?? []).filter(found => found !== undefined);
}

/** Whether a path is certainly outside: the rest of a path after an expression is unknown. */
function isOutside(written: string): boolean {
  const [known = ''] = written.split(/\$\{\{|\{%/);
  return path.posix.isAbsolute(known) || path.posix.normalize(known).startsWith('../') || written === '..';
}
