import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Diagnostic, Rule } from '@goldpath/diagnostics';
import { type Check, failed, passed, type Repository } from './check.ts';

const FIX = 'Put "* text=auto eol=lf" into .gitattributes, and run: git add --renormalize . && git commit';

const scriptsHaveLf: Rule = {
  id: 'script-line-endings',
  title: 'Scripts, hooks and Dockerfiles have no carriage returns.',
  why: 'Linux reads the carriage return as a part of the command, so deployments, hooks and images fail.',
  fix: FIX,
  severity: 'error',
  reference: 'https://git-scm.com/docs/gitattributes',
};

/** The files that a shell or Docker reads, by their paths. Other scripts are recognized by their first line. */
const scriptPaths =
  /\.(sh|bash)$|(^|\/)(Dockerfile|Containerfile)(\.[^/]*)?$|\.Dockerfile$|(^|\/)\.(husky|githooks)\//i;

/** The scripts of a repository run on Linux. */
export const lineEndingsCheck: Check = {
  title: 'line endings of scripts',
  rules: [scriptsHaveLf],
  async run(repository) {
    const results = await Promise.all(repository.files.map(file => checkFile(repository, file)));
    return results.filter(result => result !== undefined);
  },
};

async function checkFile({ dir }: Repository, file: string): Promise<Diagnostic | undefined> {
  const content = await readFile(path.join(dir, file));
  const isScript = scriptPaths.test(file) || content.subarray(0, 2).toString('latin1') === '#!';
  if (!isScript) return undefined;
  const subject = { type: 'script', name: file };
  const at = content.indexOf('\r');
  if (at === -1)
    return passed(scriptsHaveLf, subject, { file, line: 1 }, 'The script has no carriage return.');
  const line = content.subarray(0, at).toString('latin1').split('\n').length;
  const message = 'The script has a carriage return (CRLF), with which it does not run on Linux.';
  return failed(scriptsHaveLf, subject, { file, line }, { message, fix: FIX });
}
