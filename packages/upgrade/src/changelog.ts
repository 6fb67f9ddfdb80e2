import { compareVersions } from './versions.ts';

/** A version of a template that a service does not have yet. */
export interface NewerVersion {
  /** undefined for changes that were not released */
  version?: string;
  /** the first sentence of its entry in the template's changelog, without Markdown */
  summary: string;
  /** its entry in Markdown, without the heading */
  text: string;
}

const heading = /^## +(?:(Unreleased)|v?(\d+\.\d+\.\d+)).*$/i;

/**
 * Returns the versions after one in the changelog of a template, the newest first, and the unreleased changes.
 *
 * @param changelog - the text of CHANGELOG.md
 */
export function newerVersions(changelog: string, than: string): NewerVersion[] {
  const sections = changelog.replaceAll('\r\n', '\n').split(/^(?=## )/m);
  return sections
    .map(section => {
      const [title = '', ...lines] = section.split('\n');
      const [, unreleased, version] = heading.exec(title) ?? [];
      const text = lines.join('\n').trim();
      return { isEntry: Boolean(unreleased ?? version) && text !== '', version, text };
    })
    .filter(({ isEntry, version }) => isEntry && (!version || compareVersions(than, version) < 0))
    .map(({ version, text }) => ({ ...(version && { version }), summary: summaryOf(text), text }));
}

/** The first sentence of a text, which can begin with a list. */
function summaryOf(text: string): string {
  const [first = ''] = text.split(/\n\s*\n|\n(?=[-*] )/);
  const plain = first
    .replace(/^[-*#]+ +/, '')
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/[`*]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return /^.*?[.!?](?= |$)/.exec(plain)?.[0] ?? plain;
}
