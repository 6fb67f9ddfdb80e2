import { at, type Located } from '@goldpath/diagnostics';
import type { Report } from '../../rule.ts';
import type { LintTemplate } from '../../template/lintTemplate.ts';
import { declarationsOf } from '../expressions/declarations.ts';

/**
 * The parts of a repoUrl that the actions of a provider need, by its public host, with alternatives; from `parseRepoUrl`
 * of `@backstage/plugin-scaffolder-node` 0.13 (Backstage 1.55).
 */
const neededParts: Readonly<Record<string, readonly string[]>> = {
  'github.com': ['owner', 'repo'],
  'gitlab.com': ['owner|project', 'repo'],
  'dev.azure.com': ['project', 'repo'],
  'bitbucket.org': ['workspace', 'project', 'repo'],
};

/** `github.com/acme/service`, and `github.com?repo=service` without an owner. */
export function missingParts(node: Located | undefined, template: LintTemplate): Report[] {
  const text = node?.value;
  if (!node || typeof text !== 'string') return [];
  const [host = ''] = /^[\w-]+(\.[\w-]+)+(?=[/?]|$)/.exec(text) ?? [];
  if (host === '') return [];
  if (!text.includes('?')) {
    if (mayHaveParts(text, template)) return [];
    return [
      {
        at: node,
        message: `${text} has no owner and repo that the action can read. The task fails here.`,
        fix: `Write ${host}?${(neededParts[host] ?? ['owner', 'repo']).map(part => `${part.replace(/\|.*/, '')}=...`).join('&')}`,
      },
    ];
  }
  // an expression may be a part with its name
  const isOpen = /[?&]\s*(\$\{\{|\{%)|\}\}\s*\$\{\{|%\}/.test(text);
  const query = text.slice(text.indexOf('?'));
  const missing = (neededParts[host] ?? [])
    .filter(part => !new RegExp(`(?:^\\?|&)(?:${part})=`).test(query))
    .map(part => part.replace('|', ' or '));
  if (isOpen || missing.length === 0) return [];
  return [
    {
      at: node,
      message: `The repoUrl has no ${missing.join(' and no ')}. The task fails here.`,
      fix: `Add ${missing.map(part => `${part.replace(/ .*/, '')}=...`).join('&')}.`,
    },
  ];
}

/** Whether an expression may have the parts: only the answer to a plain field certainly has none. */
function mayHaveParts(text: string, { pages }: LintTemplate): boolean {
  const rest = text.replaceAll(/\$\{\{-?\s*parameters\.(\w+)\s*-?\}\}/g, (whole, name: string) => {
    const fields = declarationsOf(pages, name);
    return fields.length > 0 && fields.every(field => !at(field, 'ui:field')) ? '' : whole;
  });
  return /\$\{\{|\{%/.test(rest);
}
