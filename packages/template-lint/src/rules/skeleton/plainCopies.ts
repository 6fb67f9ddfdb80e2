import { readFileSync } from 'node:fs';
import path from 'node:path';
import { at } from '@goldpath/diagnostics';
import globby from 'globby';
import { ignored } from '../../discover.ts';
import type { LintContext, Report } from '../../rule.ts';
import type { Fetch } from '../../template/fetch.ts';

const MARKER = /\$\{\{-?\s*values\.\w+/;
/** A file with a template has expressions for a later step. */
const TEMPLATE = 'scaffolder.backstage.io';
/** Bytes of a file that are searched. */
const MAX_SIZE = 200_000;

/** Expressions for the portal in a folder that fetch:plain copies without rendering it. */
export function markersInPlainCopies({ fetches, template }: LintContext): Report[] {
  return fetches
    .filter(({ step: { action = '' } }) => /^fetch:plain(:file)?$/.test(action))
    .filter(({ target, found }) => found !== 'nothing' && !isInOwnFolder(target, template.source.path))
    .flatMap(fetch => {
      const marked = firstMarked(fetch);
      const action = at(fetch.step.node, 'action');
      if (marked === undefined || !action) return [];
      return [
        {
          at: action,
          severity: 'warning' as const,
          message: `${fetch.step.action} copies files without rendering them, so the expressions in ${marked} stay as they are.`,
          fix: 'Write fetch:template with values.',
        },
      ];
    });
}

/** Whether a folder contains the template, and so other folders that other steps render. */
const isInOwnFolder = (folder: string, file: string) => !path.relative(folder, file).startsWith('..');

/** The first file with an expression; undefined if there is none, or the folder has a template. */
function firstMarked({ target, found }: Fetch): string | undefined {
  if (found === 'file') return MARKER.test(readFileSync(target, 'utf8')) ? path.basename(target) : undefined;
  const options = { cwd: target, dot: true, followSymbolicLinks: false, ignore: ignored };
  let marked: string | undefined;
  for (const file of globby.sync('**/*', options).sort()) {
    const text = readFileSync(path.join(target, file)).subarray(0, MAX_SIZE).toString('latin1');
    if (text.includes(TEMPLATE)) return undefined;
    if (marked === undefined && MARKER.test(text)) marked = file;
  }
  return marked;
}
