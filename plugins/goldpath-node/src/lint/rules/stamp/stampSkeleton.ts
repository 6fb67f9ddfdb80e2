import type { LintRule } from '../../rule.ts';
import { soundExample } from './example.ts';
import { EFFECT } from './faults.ts';

const { 'skeleton/package.json': _project, ...withoutSkeleton } = soundExample();

/** There is something to stamp. */
export const stampSkeleton: LintRule = {
  id: 'stamp-skeleton',
  title: 'The folder skeleton/ holds the project that is stamped, in plain files.',
  why: 'What is stamped is this folder with other answers; a link would lead somewhere else in every repository.',
  severity: 'error',
  example: {
    bad: withoutSkeleton,
    good: soundExample(),
  },
  check({ stamped }) {
    if (!stamped?.spec) return [];
    const { spec, skeleton } = stamped;
    if (!skeleton || skeleton.files.length + skeleton.strays.length === 0) {
      const at = { source: spec.source, start: spec.root?.start ?? 0 };
      const what = skeleton ? 'holds no file' : 'is missing';
      return [{ at, message: `skeleton/ ${what}: ${EFFECT}`, fix: 'Put the project there that is stamped.' }];
    }
    return skeleton.strays.map(stray => ({
      at: stray,
      message: `skeleton/${stray.path} is ${stray.kind === 'link' ? 'a symbolic link' : 'no plain file'}: ${EFFECT}`,
      fix: 'Put a plain file there.',
    }));
  },
};
