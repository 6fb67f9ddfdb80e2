import { type Stats, statSync } from 'node:fs';
import path from 'node:path';
import { at, isInside, type Located, type Scope } from '../source/located.ts';
import type { LintTemplate, Step } from './lintTemplate.ts';

/** What a step fetches from beside the template. */
export interface Fetch {
  step: Step;
  url: Located;
  /** absolute path that it points to */
  target: string;
  found: 'folder' | 'file' | 'nothing';
}

const actions = /^fetch:(template|plain)(:file)?$/;

/** The folders and files that the portal's own actions fetch; those of which only the portal knows are left out. */
export function readFetches({ steps, source }: LintTemplate, scope: Scope): Fetch[] {
  return steps.flatMap(step => {
    const url = at(step.input, 'url');
    const written = url?.value;
    if (!url || typeof written !== 'string' || !actions.test(step.action ?? '') || !isBeside(written))
      return [];
    const target = path.resolve(path.dirname(source.path), written);
    if (!isInside(scope.root, target)) return [];
    const stats = statOf(target);
    return [{ step, url, target, found: stats?.isFile() ? 'file' : stats ? 'folder' : 'nothing' }];
  });
}

/** Whether a URL is a path from the template; `/x` begins at the root of its repository, wherever that is. */
function isBeside(url: string): boolean {
  return !/\{[{%#]|[?#\\]|^\/|\0/.test(url) && !URL.canParse(url);
}

function statOf(file: string): Stats | undefined {
  try {
    return statSync(file, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
