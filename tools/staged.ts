import lintStaged from 'lint-staged';
import { root } from './root.mjs';

// The pre-commit hook: fixes and formats the staged files, see .lintstagedrc.json.
process.exitCode = (await lintStaged({ cwd: root })) ? 0 : 1;
