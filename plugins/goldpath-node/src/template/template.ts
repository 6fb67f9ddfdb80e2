import type { Tree } from '../tree/tree.ts';

/** What was answered, by field. */
export type Answers = Record<string, string | number | boolean>;

/** A set of answers that lies beside the template, in `samples/<name>.yaml`. */
export interface Sample {
  name: string;
  answers: Answers;
}

interface Edit {
  /** field whose answer goes here */
  answer: string;
  /** path in the skeleton */
  file: string;
  /** what is written: `{}` stands for the answer, and alone keeps its type; `{owner}` for a part of one like `x?owner=a` */
  form: string;
  /** what is written where there is no answer */
  otherwise?: string;
  /** the keys that lead to it in stamp.yaml */
  path: readonly (string | number)[];
  /** line in stamp.yaml, 1-based */
  line: number;
}

/** A place in a JSON or YAML file. */
export interface PointerEdit extends Edit {
  /** JSON pointer (RFC 6901) */
  at: string;
  /** which document of a YAML file that holds several, from 0 */
  document?: number;
}

/** Every occurrence of a text in a prose file. */
export interface TokenEdit extends Edit {
  token: string;
}

/** Files that are stamped only with a certain answer. */
export interface Only {
  /** path of a file, or of a folder with a slash at its end */
  files: string;
  /** field whose answer decides */
  answer: string;
  is: string | number | boolean;
}

/** Where the answers go, from `stamp.yaml`. */
export interface StampSpec {
  only: Only[];
  edits: (PointerEdit | TokenEdit)[];
  /** answers that say where to publish and change no file */
  publishing: string[];
}

/** A template, read and found sound. */
export interface Template {
  id: string;
  version: string;
  /** absolute path of its folder */
  dir: string;
  title: string;
  /** JSON schema of all answers: the pages of the form in one */
  answersSchema: object;
  stamp: StampSpec;
  skeleton: Tree;
  samples: Sample[];
}

/** Name of the sample whose answers stand in the skeleton. */
export const SKELETON_SAMPLE = 'skeleton';

/** The answers that stand in the skeleton. */
export function skeletonAnswers(template: Pick<Template, 'samples'>): Answers {
  const sample = template.samples.find(({ name }) => name === SKELETON_SAMPLE);
  if (!sample) throw new Error('a loaded template always has this sample');
  return sample.answers;
}
