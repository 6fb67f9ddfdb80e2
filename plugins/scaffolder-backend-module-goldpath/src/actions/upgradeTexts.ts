import type { ServiceRepository } from '@goldpath/plugin-goldpath-node';
import type { NewQuestion, Upgrade } from '@goldpath/upgrade';

/** The result and the next step for the task's page. */
export function summaryOf(
  { outcome, template, branch, problems, changes }: Upgrade,
  { kind }: ServiceRepository,
  folder: string,
): string {
  const { id, from, to } = template;
  if (outcome === 'current') return `The service is current with ${id} ${to}.`;
  const conflicts = outcome === 'conflicts' ? ' Some have conflicts.' : '';
  const listed = problems.map(problem => `\n- ${problemOf(problem)}`).join('');
  const result = `${id} ${from} -> ${to}: ${changes.length} files change.${conflicts}${listed}`;
  if (kind === 'github') return `${result}\n\nReview the pull request, and merge it.`;
  if (branch === undefined) return `${result}\n\nNothing was written.`;
  const commands = [`cd ${folder}`, `git diff HEAD ${branch}`, `git merge ${branch}`];
  return `${result}\n\nThe branch \`${branch}\` has the upgrade:\n\n\`\`\`sh\n${commands.join('\n')}\n\`\`\``;
}

/** The text of the pull request. */
export function descriptionOf(upgrade: Upgrade): string {
  const { template, outcome, resolutions, migrations, problems } = upgrade;
  const advice =
    outcome === 'conflicts'
      ? 'Files have conflict markers. Resolve them on this branch, and run `goldpath upgrade --finish`, which records the new version.'
      : 'The merge has no conflicts. Your changes are kept.';
  const section = (title: string, items: readonly string[]) =>
    items.length === 0 ? [] : [`## ${title}`, items.map(item => `- ${item}`).join('\n')];
  return [
    `The changes of the template ${template.id} from ${template.from} to ${template.to}. ${advice}`,
    ...section(
      'To do',
      migrations.map(({ version, notes }) => `${version}: ${notes.trim()}`),
    ),
    ...section('New questions', questionLines(upgrade)),
    ...section('Problems', problems.map(problemOf)),
    ...section(
      'Merged files',
      resolutions.map(({ outcome: did, file, reason }) => `${file}: ${did}; ${reason}`),
    ),
  ].join('\n\n');
}

/** A problem in a line, with its place. */
export const problemOf = ({ rule, location, message }: Upgrade['problems'][number]) =>
  `${location.file}:${location.line} ${rule}: ${message}`;

/** The result for the log of the task. */
export function linesOf(upgrade: Upgrade): string[] {
  const { template, outcome, changes, resolutions, migrations, problems } = upgrade;
  const { id, from, to } = template;
  if (outcome === 'current') return [`The service is current with ${id} ${to}`];
  return [
    `${id} ${from} -> ${to}: ${outcome}`,
    ...migrations.map(({ version, notes }) => `Migration to ${version}: ${notes.trim()}`),
    ...questionLines(upgrade),
    ...changes.map(({ status, file }) => `${status} ${file}`),
    ...resolutions.map(({ outcome: did, file, reason }) => `${did}: ${file} (${reason})`),
    ...problems.map(problemOf),
  ];
}

const sources: Readonly<Record<NewQuestion['source'], string>> = {
  given: 'given for this upgrade',
  offered: 'from this portal',
  default: 'the default of the form',
  none: 'optional',
};

/** The new questions with their answers, and the files that are removed for want of an answer. */
function questionLines({ questions, unanswered }: Pick<Upgrade, 'questions' | 'unanswered'>): string[] {
  const filesOf = (field: string) => unanswered.find(one => one.field === field)?.files ?? [];
  return questions.map(({ field, answer, source }) => {
    const removed = filesOf(field);
    const effect = removed.length === 0 ? '' : `, so it removes ${removed.join(', ')}`;
    return `${field}: ${answer ?? 'no answer'} (${sources[source]})${effect}`;
  });
}
