import { type Stats, statSync } from 'node:fs';
import path from 'node:path';
import { at, isInside, type Located, type Scope } from '@goldpath/diagnostics';
import type { LintTemplate, Step } from './lintTemplate.ts';

/** A folder or file beside the template that a step fetches. */
export interface Fetch {
  step: Step;
  url: Located;
  /** the `url` as it is written */
  written: string;
  /** absolute path of the url */
  target: string;
  found: 'folder' | 'file' | 'nothing';
}

const actions = /^fetch:(template|plain|cookiecutter)(:file)?$/;

/**
 * The folders and files beside the template that the portal's own actions fetch. Urls that only the portal can resolve are
 * left out.
 */
export function readFetches({ steps, source }: LintTemplate, scope: Scope): Fetch[] {
  const fetches: Fetch[] = [];
  for (const step of steps) {
    const url = at(step.input, 'url');
    const written = url?.value;
    if (!url || typeof written !== 'string') continue;
    if (!actions.test(step.action ?? '') || !isBeside(written)) continue;
    const target = path.resolve(path.dirname(source.path), written);
    if (isInside(scope.root, target)) fetches.push({ step, url, written, target, found: kindOf(target) });
  }
  return fetches;
}

/** Whether a URL is relative to the template; `/x` begins at the root of its repository, which is unknown. */
function isBeside(url: string): boolean {
  return !/\{[{%#]|[?#\\]|^\/|\0/.test(url) && !URL.canParse(url);
}

function kindOf(target: string): Fetch['found'] {
  const stats = statOf(target);
  if (!stats) return 'nothing';
  return stats.isFile() ? 'file' : 'folder';
}

function statOf(file: string): Stats | undefined {
  try {
    return statSync(file, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
