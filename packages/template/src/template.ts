import type { Tree } from '@goldpath/files';

/** The answers of a form, by field. */
export type Answers = Record<string, string | number | boolean>;

/** A set of answers in `samples/<name>.yaml` of a template. */
export interface Sample {
  name: string;
  answers: Answers;
}

interface Edit {
  /** the field whose answer is written */
  answer: string;
  /** path in the skeleton */
  file: string;
  /** the text to write: `{}` is replaced by the answer, and alone keeps its type; `{owner}` by a part of an answer like `x?owner=a` */
  form: string;
  /** the text to write when there is no answer */
  otherwise?: string;
  /** the keys that lead to it in stamp.yaml */
  path: readonly (string | number)[];
}

/** An edit of a value in a JSON or YAML file. */
export interface PointerEdit extends Edit {
  /** JSON pointer (RFC 6901) */
  at: string;
  /** the document of a YAML file that has several, from 0 */
  document?: number;
}

/** An edit of every occurrence of a string in a prose file. */
export interface TokenEdit extends Edit {
  token: string;
}

/** Files that are stamped only with a certain answer, or only when there is an answer. */
export interface Only {
  /** path of a file, or of a folder with a slash at its end */
  files: string;
  /** the field whose answer decides */
  answer: string;
  /** the answer with which they are stamped; any answer without it */
  is?: string | number | boolean;
}

/** A part that stamped repositories have: a Component of this type in the catalog, a Pulumi program, or a pipeline. */
export type Part = 'service' | 'library' | 'website' | 'infrastructure' | 'pipeline';

/** The content of `stamp.yaml`: where the answers go. */
export interface StampSpec {
  /** the parts that every stamped repository has; undefined when they are not declared */
  contains?: readonly Part[];
  /** files and folders that belong to the team as soon as they are stamped; all other files are managed */
  once: string[];
  only: Only[];
  edits: (PointerEdit | TokenEdit)[];
  /** answers that say where to publish and change no file */
  publishing: string[];
}

/** A valid template. */
export interface Template {
  id: string;
  version: string;
  /** absolute path of its folder */
  dir: string;
  title: string;
  /** the text of CHANGELOG.md; empty when there is none */
  changelog: string;
  /** JSON schema of all answers: the pages of the form in one */
  answersSchema: object;
  stamp: StampSpec;
  skeleton: Tree;
  samples: Sample[];
}

/** The name of the sample whose answers are in the skeleton. */
export const SKELETON_SAMPLE = 'skeleton';

/** The answers whose values are in the skeleton. */
export function skeletonAnswers(template: Pick<Template, 'samples'>): Answers {
  const sample = template.samples.find(({ name }) => name === SKELETON_SAMPLE);
  if (!sample) throw new Error('a loaded template always has this sample');
  return sample.answers;
}
