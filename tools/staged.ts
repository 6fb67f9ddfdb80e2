import lintStaged from 'lint-staged';
import { writeLintProject } from './checks/writeLintProject.ts';
import { root } from './root.mjs';
import { runQuietly } from './setup/process.ts';

// The pre-commit hook: fixes and formats the staged files, see .lintstagedrc.json. ESLint reads only them and what they import.
const staged = ['diff', '--cached', '--name-only', '--diff-filter=d'];
const { output } = await runQuietly('git', ['-c', 'core.quotePath=false', ...staged], { cwd: root });
await writeLintProject(root, output.split('\n'));
process.exitCode = (await lintStaged({ cwd: root })) ? 0 : 1;
