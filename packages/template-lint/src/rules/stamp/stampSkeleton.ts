import type { LintRule } from '../../rule.ts';
import { validExample } from './example.ts';
import { problemsOf } from './problemsOf.ts';

const {
  'skeleton/package.json': _project,
  'skeleton/catalog-info.yaml': _catalog,
  ...withoutSkeleton
} = validExample();

/** There is a project to stamp. */
export const stampSkeleton: LintRule = {
  id: 'stamp-skeleton',
  title:
    'The folder skeleton/ has the project to stamp, in regular files with names that every operating system allows.',
  why: 'This folder is stamped with other answers. A symbolic link would have another target in every repository, and names such as `aux.ts` cannot be checked out on Windows.',
  severity: 'error',
  example: {
    incorrect: withoutSkeleton,
    correct: validExample(),
  },
  check: problemsOf('stamp-skeleton'),
};
