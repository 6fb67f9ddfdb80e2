import type { Mutation } from './mutation.ts';

/** Mutations that are tested in the same way. */
export interface Suite {
  /** the heading of its table in the report */
  title: string;
  /** the file with its mutations */
  list: string;
  /** the folder that the files of the mutations are in */
  base: string;
  /** the folders whose contents the results depend on */
  folders: string[];
  /**
   * Returns the tests and policies that detect each mutation.
   *
   * @param folder - for the changed copies
   */
  detect: (folder: string, batch: readonly Mutation[]) => Promise<string[][]>;
  /** Returns the tests and policies that fail without a mutation, which would detect every one. */
  failUnchanged: (folder: string, mutations: readonly Mutation[]) => Promise<string[]>;
}
