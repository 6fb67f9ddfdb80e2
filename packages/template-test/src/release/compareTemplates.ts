import {
  type AnswerProblem,
  type Answers,
  AnswersError,
  MANIFEST_PATH,
  type Template,
} from '@goldpath/template';
import type { Tree } from '@goldpath/files';
import { render } from '@goldpath/upgrade';
import { fieldsOf } from '../answers/arbitraryAnswers.ts';
import type { Level } from './version.ts';

/** Answers that were recorded when a service was stamped. */
export interface RecordedAnswers {
  /** where they are recorded: the path of a sample, or of a service */
  name: string;
  answers: Answers;
}

/** The effect of a new version of a template on the services of one set of answers. */
export interface ServiceChange {
  name: string;
  /** the reasons why the new form does not accept the answers, which the old one accepts */
  refused: AnswerProblem[];
  /** whether the old version does not accept the answers either: they are from one before it */
  isOutdated: boolean;
  /** paths, sorted; empty when one of the versions does not accept the answers */
  added: string[];
  removed: string[];
  changed: string[];
}

/** The difference between two versions of a template. */
export interface TemplateChange {
  services: ServiceChange[];
  /** fields that only the new form has */
  addedFields: string[];
  /** fields that only the old form has */
  droppedFields: string[];
  level: Level;
}

/**
 * Compares two versions of a template over recorded answers, as an upgrade would use them: a new question is answered with its
 * default.
 *
 * The level is `major` when the new form refuses recorded answers or drops a question, `minor` when it has a new question, or when
 * files are added or removed, and `patch` when only the contents of files change.
 */
export function compareTemplates(
  previous: Template,
  next: Template,
  recorded: readonly RecordedAnswers[],
): TemplateChange {
  const [before, after] = [Object.keys(fieldsOf(previous)), Object.keys(fieldsOf(next))];
  const services = recorded.map(set => compareServices(previous, next, set));
  const addedFields = after.filter(field => !before.includes(field));
  const droppedFields = before.filter(field => !after.includes(field));
  return {
    services,
    addedFields,
    droppedFields,
    level: levelOf({ services, addedFields, droppedFields }),
  };
}

function compareServices(
  previous: Template,
  next: Template,
  { name, answers }: RecordedAnswers,
): ServiceChange {
  const same = { name, refused: [], isOutdated: false, added: [], removed: [], changed: [] };
  const before = rendered(previous, answers);
  if (!before.tree) return { ...same, isOutdated: true };
  const after = rendered(next, answers);
  if (!after.tree) return { ...same, refused: after.refused };
  return { ...same, ...compareTrees(before.tree, after.tree) };
}

/** The files that a template stamps with recorded answers; without them, the reasons why its form refuses the answers. */
function rendered(template: Template, answers: Answers): { tree?: Tree; refused: AnswerProblem[] } {
  try {
    return { tree: render(template, answers).tree, refused: [] };
  } catch (error) {
    if (error instanceof AnswersError) return { refused: [...error.problems] };
    throw error;
  }
}

function compareTrees(before: Tree, after: Tree): Pick<ServiceChange, 'added' | 'removed' | 'changed'> {
  const isOther = (file: string) => {
    const [left, right] = [before.get(file), after.get(file)];
    if (!left || !right) return false;
    return !left.content.equals(right.content) || left.executable !== right.executable;
  };
  // the manifest has the version, and the hashes of the others
  const files = (tree: Tree) => [...tree.keys()].filter(file => file !== MANIFEST_PATH).sort();
  return {
    added: files(after).filter(file => !before.has(file)),
    removed: files(before).filter(file => !after.has(file)),
    changed: files(after).filter(isOther),
  };
}

function levelOf({ services, addedFields, droppedFields }: Omit<TemplateChange, 'level'>): Level {
  if (droppedFields.length > 0 || services.some(({ refused }) => refused.length > 0)) return 'major';
  if (addedFields.length > 0) return 'minor';
  if (services.some(({ added, removed }) => added.length + removed.length > 0)) return 'minor';
  if (services.some(({ changed }) => changed.length > 0)) return 'patch';
  return 'none';
}
