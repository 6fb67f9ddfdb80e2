import { at, certainMatch, type Located } from '@goldpath/diagnostics';
import type { LintRule, Report } from '../../rule.ts';

/** The keys that an entry of a list of the output needs to be shown. */
const needs = [
  { list: 'links', keys: ['url', 'entityRef'], fix: 'Add url, or entityRef for an entity of the catalog.' },
  { list: 'text', keys: ['content'], fix: 'Add content.' },
];

/** Every link and text of the output has something to show. */
export const outputLink: LintRule = {
  id: 'output-link',
  title: 'Each link of the output has a title, and a url or an entityRef, and each text has a content.',
  why: 'The portal does not show a link without a target, shows an empty button for one without a title, and nothing for a text without content.',
  severity: 'warning',
  example: {
    incorrect: 'steps: []\noutput:\n  links:\n    - { title: Repository }\n',
    correct: 'steps: []\noutput:\n  links:\n    - { title: Repository, url: https://example.com }\n',
  },
  check({ template: { spec } }) {
    const output = at(spec, 'output');
    const targets = needs.flatMap(({ list, keys, fix }) =>
      entriesWithout(output, list, keys).map(entry => ({
        at: entry,
        message: `The entry of ${list} has no ${keys.join(' or ')}, so the portal does not show it.`,
        fix,
      })),
    );
    const titles = entriesWithout(output, 'links', ['title']).map(entry => ({
      at: entry,
      message: 'The link has no title, so the portal shows a button without text.',
      fix: 'Add title.',
    }));
    const unread = ['remoteUrl', 'entityRef']
      .map(key => output?.entries.get(key))
      .filter(entry => entry !== undefined)
      .map(entry => ({
        at: entry,
        message: `The portal does not show ${entry.key} of the output, only links and text.`,
        fix: 'Write a link with title, and url or entityRef, into links.',
      }));
    const isNew = ({ at: entry }: { at: Located }) => !targets.some(other => other.at === entry);
    return [...targets, ...titles.filter(isNew), ...unread, ...copiedTitles(output)];
  },
};

const STEPS = /\bsteps(?:\.(\w+)|\[\s*['"]([^'"]+)['"]\s*\])\.output/g;

/** The steps whose output a text of a link reads. */
function stepsIn(link: Located, key: string): string[] {
  const text = at(link, key)?.value;
  if (typeof text !== 'string') return [];
  const found = [...text.matchAll(STEPS)];
  return [...new Set(found.map(([, dotted = '', quoted = dotted]) => quoted))];
}

/** A link whose title was copied from another link: it reads the step of that link, and its address another one. */
function copiedTitles(output: Located | undefined): Report[] {
  const links = at(output, 'links')?.items ?? [];
  return links.flatMap(link => {
    const title = at(link, 'title');
    const [ofTitle, another] = stepsIn(link, 'title');
    const [ofAddress, second] = stepsIn(link, 'url');
    const isOne = title && ofTitle !== undefined && ofAddress !== undefined && !another && !second;
    const isOfOther = links.some(other => other !== link && stepsIn(other, 'url').includes(ofTitle ?? ''));
    if (!isOne || ofTitle === ofAddress || !isOfOther) return [];
    return [
      {
        at: title,
        message: `The title reads the step ${ofTitle}, and the address ${ofAddress}, so the title is that of another link.`,
        fix: `Read ${ofAddress} in the title.`,
      },
    ];
  });
}

function entriesWithout(output: Located | undefined, list: string, keys: string[]): Located[] {
  return (at(output, list)?.items ?? []).filter(entry => entry.kind === 'map' && !hasOne(entry, keys));
}

/** Whether a map has one of the keys, or a misspelled one, which unknown-field reports. */
const hasOne = ({ entries }: Located, keys: string[]) =>
  [...entries.keys()].some(key => certainMatch(key, keys) !== undefined);
