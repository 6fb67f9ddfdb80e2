import { readdirSync } from 'node:fs';
import path from 'node:path';
import { nearest, obviouslyMeant } from '../../../answers/nearest.ts';
import { edit, type LintRule, type Report } from '../../rule.ts';
import { placeIn } from '../../source/located.ts';
import type { Fetch } from '../../template/fetch.ts';
import { skeletonExample } from './example.ts';

/** There is something to fetch. */
export const skeletonUrl: LintRule = {
  id: 'skeleton-url',
  title: 'A relative url leads to a folder or a file beside the template.',
  why: 'The step looks for it where the template was registered from, and fails for everybody who fills in the form.',
  severity: 'error',
  example: {
    bad: { ...skeletonExample({}), 'skeletons/README.md': 'A service\n' },
    good: skeletonExample({ 'README.md': 'A service\n' }),
  },
  check: ({ fetches }) => fetches.flatMap(judge),
};

function judge(fetch: Fetch): Report[] {
  const { step, url, target, found } = fetch;
  const takesFile = step.action?.endsWith(':file');
  if (found === 'nothing') return [missing(fetch, takesFile ? 'file' : 'folder')];
  if (found === 'folder' && takesFile) {
    const fix = `Name one file of it, or use ${step.action?.replace(':file', '')}.`;
    return [{ at: url, message: `${url.value} is a folder; ${step.action} takes one file, and fails`, fix }];
  }
  if (found === 'file' && step.action === 'fetch:template') {
    const fix = `Write ${path.basename(target)}'s folder, or use fetch:template:file with a targetPath.`;
    return [{ at: url, message: `${url.value} is a file; fetch:template takes a folder`, fix }];
  }
  return [];
}

function missing({ url, target, step }: Fetch, kind: 'file' | 'folder'): Report {
  const name = path.basename(target);
  const names = namesIn(path.dirname(target), kind);
  const meant = obviouslyMeant(name, names);
  const close = meant ?? nearest(name, names);
  const start = String(url.value).lastIndexOf(name);
  const edits = meant &&
    start !== -1 && {
      edits: [
        edit(url.source, placeIn(url, start).start, placeIn(url, start + name.length - 1).start + 1, meant),
      ],
    };
  return {
    at: url,
    message: `there is no ${kind} ${url.value} beside the template: ${step.action} fails`,
    fix: remedyOf(meant, close),
    ...edits,
  };
}

function remedyOf(meant: string | undefined, close: string | undefined): string {
  if (meant) return `Write "${meant}" for the last part.`;
  return `Write the path to one that exists${close ? `; "${close}" is there` : ''}.`;
}

function namesIn(folder: string, kind: 'file' | 'folder'): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter(entry => (kind === 'file' ? entry.isFile() : entry.isDirectory()))
      .map(({ name }) => name)
      .sort();
  } catch {
    return [];
  }
}
