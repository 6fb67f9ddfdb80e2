import type { ServiceChange, TemplateChange } from './compareTemplates.ts';
import type { Released } from './lastRelease.ts';
import type { ReleasePlan } from './planRelease.ts';

/** The most files that an entry of a changelog names. */
const NAMED = 20;

/** Returns the plan of a release in one line for each fact. */
export function describePlan({ from, change, version }: ReleasePlan): string[] {
  if (!from || !change) return [`The first release, ${version}: the template has not been committed before.`];
  return [
    `Compared with ${from.version} (${describeBase(from)}): ${change.level}, so the next version is ${version}.`,
    ...change.addedFields.map(field => `New question: ${field}.`),
    ...change.droppedFields.map(field => `Dropped question: ${field}.`),
    ...change.services.map(describeService),
  ];
}

function describeBase({ ref, isReleased }: Released): string {
  if (ref.startsWith('refs/tags/')) return `tag ${ref.slice('refs/tags/'.length)}`;
  const commit = `commit ${ref.slice(0, 7)}`;
  if (isReleased) return `${commit}, which released it`;
  return `no release yet, so this is the first one; compared with ${commit}, which introduced the version`;
}

function describeService({ name, refused, isOutdated, added, removed, changed }: ServiceChange): string {
  if (isOutdated) return `${name}: not accepted by the last version either, so not compared`;
  if (refused.length > 0) return `${name}: refused, ${refused.map(({ field }) => field).join(', ')}`;
  const counts = [
    [added.length, 'added'],
    [removed.length, 'removed'],
    [changed.length, 'changed'],
  ] as const;
  const shown = counts.filter(([count]) => count > 0).map(([count, verb]) => `${count} ${verb}`);
  return `${name}: ${shown.join(', ') || 'the same files'}`;
}

/** Returns the facts of a change as items of a list in Markdown, for the entry of a changelog. */
export function changeItems(change: TemplateChange): string[] {
  const { services, addedFields, droppedFields } = change;
  const union = (key: 'added' | 'removed' | 'changed') =>
    [...new Set(services.flatMap(service => service[key]))].sort();
  const refused = services.filter(service => service.refused.length > 0);
  return [
    ...addedFields.map(field => `New question: \`${field}\`.`),
    ...droppedFields.map(field => `Dropped question: \`${field}\`.`),
    ...refused.map(
      ({ name, refused: problems }) =>
        `Answers as in \`${name}\` are not accepted any more: ${problems.map(({ field }) => `\`${field}\``).join(', ')}.`,
    ),
    ...filesItem('Added', union('added')),
    ...filesItem('Removed', union('removed')),
    ...filesItem('Changed', union('changed')),
  ].map(item => `- ${item}`);
}

function filesItem(verb: string, files: readonly string[]): string[] {
  if (files.length === 0) return [];
  const named = files.slice(0, NAMED).map(file => `\`${file}\``);
  const more = files.length - named.length;
  if (more > 0) named.push(`${more} more`);
  return [`${verb}: ${named.join(', ')}.`];
}
