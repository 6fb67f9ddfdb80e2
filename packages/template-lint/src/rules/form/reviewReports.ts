import { at, type Entry, type Located } from '@goldpath/diagnostics';
import type { Report } from '../../rule.ts';

/** The keys of `ui:backstage.review`, from `ReviewState` of `@backstage/plugin-scaffolder-react` (read on 2026-12-01). */
const REVIEW = ['name', 'mask', 'show', 'explode'];

/** `ui:backstage: { review: { visible: false } }`, which the page for the review does not read. */
export function reviewReports(schema: Located): Report[] {
  const inOptions = at(schema, 'ui:options')?.entries.get('backstage');
  const options = at(schema, 'ui:backstage');
  const review = at(options, 'review');
  const unread = [
    ...[...(options?.entries.values() ?? [])].filter(({ key }) => key !== 'review'),
    ...[...(review?.entries.values() ?? [])].filter(({ key }) => !REVIEW.includes(key)),
    ...(inOptions?.value.entries.has('review') ? [inOptions] : []),
  ].filter(({ key }) => key !== '<<');
  return [
    ...unread.map(unreadOption),
    ...['show', 'explode'].flatMap(key => booleanReports(at(review, key), key)),
  ];
}

const unreadOption = (entry: Entry): Report => ({
  at: entry,
  message: `The page for the review does not read ${entry.key} here.`,
  fix: `Write ui:backstage: { review: { show: false } } beside the type, or another one of ${REVIEW.join(', ')}.`,
});

/** `show: 'false'` */
function booleanReports(value: Located | undefined, key: string): Report[] {
  if (typeof value?.value !== 'string') return [];
  return [
    {
      at: value,
      message: `${key} is the string ${JSON.stringify(value.value)}, which has no effect.`,
      fix: 'Write true or false, without quotes.',
    },
  ];
}
