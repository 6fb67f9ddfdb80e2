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
import {
  answersOf,
  type FormSchema,
  type NewAnswers,
  type NewQuestion,
  newQuestions,
} from './newQuestions.ts';

/** The files of a version of a template for a service's answers. */
export interface Render {
  tree: Tree;
  manifest: Manifest;
  /** recorded answers that the form no longer has */
  dropped: string[];
  /** questions of the form that the service had not answered */
  questions: NewQuestion[];
  /** files and folders that belong to the team as soon as they are stamped, also those that these answers leave out */
  once: readonly string[];
}

/**
 * Stamps a version of a template with the recorded answers of a service, and with defaults for new questions.
 *
 * @param recorded - the answers in the service's manifest
 * @throws AnswersError when the form refuses them, with a problem for each field
 */
export function render(template: Template, recorded: Answers, added: NewAnswers = {}): Render {
  const { properties = {}, required = [] } = template.answersSchema as FormSchema;
  const given = added.answers ?? {};
  const questions = newQuestions(template, recorded, added);
  const answers: Answers = { ...recorded, ...given, ...answersOf(questions) };
  const dropped = Object.keys(recorded).filter(field => !(field in properties) && !(field in given));
  for (const field of dropped) delete answers[field];
  for (const field of required.filter(one => template.stamp.publishing.includes(one))) {
    const schema = properties[field];
    if (typeof schema === 'object' && schema.default !== undefined) answers[field] ??= schema.default;
  }
  const tree = stampTree(template, withPublishing(template, answers));
  return { tree, manifest: manifestOf(tree), dropped, questions, once: template.stamp.once };
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
