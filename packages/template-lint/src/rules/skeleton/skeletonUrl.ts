import { readdirSync } from 'node:fs';
import path from 'node:path';
import { at, certainMatch, closestMatch, placeIn } from '@goldpath/diagnostics';
import { edit, type LintRule, type Report } from '../../rule.ts';
import type { Fetch } from '../../template/fetch.ts';
import type { Step } from '../../template/lintTemplate.ts';
import { skeletonExample } from './example.ts';

/** The skeleton exists. */
export const skeletonUrl: LintRule = {
  id: 'skeleton-url',
  title: 'A relative url is the path of a folder or file beside the template.',
  why: 'The step reads it from the location of the registered template, and fails for every user of the template.',
  severity: 'error',
  example: {
    incorrect: { ...skeletonExample({}), 'skeletons/README.md': 'A service\n' },
    correct: skeletonExample({ 'README.md': 'A service\n' }),
  },
  check: ({ fetches, template }) => [
    ...fetches.map(toReport).filter(report => report !== undefined),
    ...template.steps.filter(({ action }) => /^fetch:/.test(action ?? '')).flatMap(backslashes),
  ],
};

/** `.\skeleton`, a path of Windows. */
function backslashes({ input }: Step): Report[] {
  const url = at(input, 'url');
  if (typeof url?.value !== 'string' || !/^\.{0,2}\\|^[\w.-]+\\[\w\\.-]+$/.test(url.value)) return [];
  return [
    {
      at: url,
      message: 'A url has no backslashes, so the portal finds no folder.',
      fix: `Write ${url.value.replaceAll('\\', '/')}.`,
    },
  ];
}

function toReport(fetch: Fetch): Report | undefined {
  const { step, url, written, target, found } = fetch;
  const takesFile = step.action?.endsWith(':file');
  if (found === 'nothing') return missing(fetch, takesFile ? 'file' : 'folder');
  if (found === 'folder' && takesFile) {
    return {
      at: url,
      message: `${written} is a folder, but ${step.action} fetches a single file and fails.`,
      fix: `Name a file in it, or use ${step.action?.replace(':file', '')}.`,
    };
  }
  if (found === 'file' && step.action === 'fetch:template') {
    return {
      at: url,
      message: `${written} is a file, but fetch:template fetches a folder and fails.`,
      fix: `Write the folder of ${path.basename(target)}, or use fetch:template:file with a targetPath.`,
    };
  }
  return undefined;
}

function missing({ url, written, target, step }: Fetch, kind: 'file' | 'folder'): Report {
  const name = path.basename(target);
  const names = namesIn(path.dirname(target), kind);
  const closest = closestMatch(name, names);
  const hint = closest ? `; the closest one is "${closest}"` : '';
  const report: Report = {
    at: url,
    message: `There is no ${kind} ${written} beside the template, so ${step.action} fails.`,
    fix: `Write the path of an existing ${kind}${hint}.`,
  };
  const match = certainMatch(name, names);
  if (match === undefined) return report;
  report.fix = `Write "${match}" as the last part of the path.`;
  const index = written.lastIndexOf(name);
  if (index !== -1) {
    const start = placeIn(url, index).start;
    const end = placeIn(url, index + name.length - 1).start + 1;
    report.edits = [edit(url.source, start, end, match)];
  }
  return report;
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
