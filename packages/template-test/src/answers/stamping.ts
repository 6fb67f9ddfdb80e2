import type { Tree } from '@goldpath/files';
import type { Answers } from '@goldpath/template';

/** A tree that was stamped with answers. */
export interface Stamping {
  /** the name of the answers, for messages */
  name: string;
  answers: Answers;
  tree: Tree;
}
