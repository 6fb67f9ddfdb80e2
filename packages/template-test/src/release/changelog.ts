/** The heading below which authors describe what the next version changes for services. */
const UNRELEASED = '## Unreleased';

/** The facts of a version, for its entry in a changelog. */
export interface VersionFacts {
  version: string;
  /** as in 2026-11-29 */
  date: string;
  /** the differences, as items of a list */
  items: readonly string[];
}

/** Returns the entry of a version: the text below `## Unreleased`, then the generated list of differences. */
export function entryOf(changelog: string, { version, date, items }: VersionFacts): string {
  const { unreleased } = sectionsOf(changelog);
  const changes = items.length > 0 ? 'See the list of changed files.' : 'No stamped file changes.';
  const parts = [`## ${version} (${date})`, unreleased || changes, items.join('\n')];
  return parts.filter(part => part !== '').join('\n\n');
}

/**
 * Adds an entry to a changelog, in the place of the text below `## Unreleased`.
 *
 * @param changelog - its text; empty when there is none yet
 * @param id - that of the template, for the title of a new changelog
 */
export function withEntry(changelog: string, id: string, entry: string): string {
  const { head, entries } = sectionsOf(changelog);
  const parts = [head || `# Changelog of ${id}`, UNRELEASED, entry, entries];
  return `${parts.filter(part => part !== '').join('\n\n')}\n`;
}

/** The parts of a changelog without white space at their ends: before the entries, below `## Unreleased`, and the entries. */
function sectionsOf(changelog: string): { head: string; unreleased: string; entries: string } {
  const [head = '', ...sections] = changelog.replaceAll('\r\n', '\n').split(/^(?=## )/m);
  const isUnreleased = (section: string) => section.split('\n', 1)[0]?.trim() === UNRELEASED;
  const unreleased = sections.find(isUnreleased)?.slice(UNRELEASED.length) ?? '';
  const entries = sections.filter(section => !isUnreleased(section));
  return { head: head.trim(), unreleased: unreleased.trim(), entries: entries.join('').trim() };
}
