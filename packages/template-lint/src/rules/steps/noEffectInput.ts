import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { at, certainMatch } from '@goldpath/diagnostics';
import { edit, type LintRule, type Report } from '../../rule.ts';
import type { Fetch } from '../../template/fetch.ts';
import type { Step } from '../../template/lintTemplate.ts';

/** Every input has an effect. */
export const noEffectInput: LintRule = {
  id: 'no-effect-input',
  title: 'Every input of a step has an effect.',
  why: 'Some actions still accept inputs that they no longer read, so these silently have no effect.',
  severity: 'warning',
  example: {
    incorrect:
      "steps:\n  - id: fetch\n    action: fetch:template\n    input: { url: https://example.com/x, copyWithoutRender: ['.github'] }\n",
    correct:
      "steps:\n  - id: fetch\n    action: fetch:template\n    input: { url: https://example.com/x, copyWithoutTemplating: ['.github'] }\n",
  },
  check: ({ template, fetches }) => [
    ...template.steps
      .filter(({ action }) => action === 'fetch:template')
      .map(copyWithoutRender)
      .filter(report => report !== undefined),
    ...fetches.filter(({ step: { action } }) => action === 'fetch:template').flatMap(misspelledPatterns),
  ],
};

/** Patterns of files that are copied, whose folder or file has another name: `.github/workflow/*`. */
function misspelledPatterns({ step, target, found }: Fetch): Report[] {
  if (found !== 'folder') return [];
  return (at(step.input, 'copyWithoutTemplating')?.items ?? []).flatMap(pattern => {
    const name = typeof pattern.value === 'string' ? intendedName(pattern.value, target) : undefined;
    if (name === undefined) return [];
    return [
      {
        at: pattern,
        message: `No file of the skeleton matches ${String(pattern.value)}, so this entry has no effect.`,
        fix: `Write ${name} if that is intended.`,
      },
    ];
  });
}

/** The existing path that the first missing part of a pattern was certainly intended to be. */
function intendedName(pattern: string, folder: string): string | undefined {
  const parts = pattern.split('/');
  const end = parts.findIndex(part => /[*?[\]{}()|!]/.test(part));
  const literal = end === -1 ? parts : parts.slice(0, end);
  const missing = literal.findIndex(
    (_, index) => !existsSync(path.join(folder, ...literal.slice(0, index + 1))),
  );
  if (missing === -1 || literal.includes('..')) return undefined;
  const parent = path.join(folder, ...literal.slice(0, missing));
  if (!statSync(parent).isDirectory()) return undefined;
  const match = certainMatch(literal[missing] ?? '', readdirSync(parent));
  return match === undefined ? undefined : [...literal.slice(0, missing), match].join('/');
}

function copyWithoutRender({ input }: Step): Report | undefined {
  const entry = input?.entries.get('copyWithoutRender');
  // an empty list would have no effect either
  if (!entry || (entry.value.kind === 'seq' && entry.value.items.length === 0)) return undefined;
  const report: Report = {
    at: entry,
    message:
      'fetch:template accepts copyWithoutRender but does not read it: the files are rendered, and expressions of GitHub in them become empty.',
    fix: 'Move its patterns to copyWithoutTemplating.',
  };
  if (at(input, 'copyWithoutTemplating') !== undefined) return report;
  return {
    ...report,
    fix: 'Write copyWithoutTemplating. It still renders paths.',
    edits: [edit(entry.source, entry.start, entry.end, 'copyWithoutTemplating')],
  };
}
