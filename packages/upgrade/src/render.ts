import type { Tree } from '@goldpath/files';
import {
  type Answers,
  AnswersError,
  type Manifest,
  MANIFEST_PATH,
  stampTree,
  type Template,
  validateAnswers,
} from '@goldpath/template';

/** The files of a version of a template for a service's answers. */
export interface Render {
  tree: Tree;
  manifest: Manifest;
  /** recorded answers that the form no longer has */
  dropped: string[];
  /** questions that are new and were answered with their defaults */
  defaulted: string[];
  /** files and folders that belong to the team as soon as they are stamped, also those that these answers leave out */
  once: readonly string[];
}

/**
 * Stamps a version of a template with the recorded answers of a service.
 *
 * @param recorded - the answers in the service's manifest
 * @param given - answers to new questions, and those that are to change
 * @throws AnswersError when the form refuses them, with a problem for each field
 */
export function render(template: Template, recorded: Answers, given: Answers = {}): Render {
  const { properties = {}, required = [] } = template.answersSchema as FormSchema;
  const answers: Answers = { ...recorded, ...given };
  const dropped = Object.keys(recorded).filter(field => !(field in properties) && !(field in given));
  for (const field of dropped) delete answers[field];
  const defaulted: string[] = [];
  for (const field of required) {
    const schema = properties[field];
    if (answers[field] !== undefined || typeof schema !== 'object' || schema.default === undefined) continue;
    answers[field] = schema.default;
    if (!template.stamp.publishing.includes(field)) defaulted.push(field);
  }
  const tree = stampTree(template, withPublishing(template, answers));
  return { tree, manifest: manifestOf(tree), dropped, defaulted, once: template.stamp.once };
}

interface FormSchema {
  properties?: Record<string, boolean | { default?: string | number | boolean }>;
  required?: string[];
}

/**
 * The manifest does not record where a service was published, which changes no file; the form asks for it. So the answers
 * of a sample are used with which the form accepts the others.
 */
function withPublishing(template: Template, answers: Answers): Answers {
  const { publishing } = template.stamp;
  const choices = template.samples.map(sample => {
    const places = Object.entries(sample.answers).filter(([field]) => publishing.includes(field));
    return { ...Object.fromEntries(places), ...answers };
  });
  const accepted = choices.find(choice => validateAnswers(template, choice).length === 0);
  if (accepted) return accepted;
  const problems = [answers, ...choices].map(choice => validateAnswers(template, choice));
  const fewest = problems.sort((left, right) => left.length - right.length)[0] ?? [];
  throw new AnswersError(fewest);
}

function manifestOf(tree: Tree): Manifest {
  const text = tree.get(MANIFEST_PATH)?.content.toString() ?? '';
  return JSON.parse(text) as Manifest;
}
