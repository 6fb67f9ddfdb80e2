/** The files that a generator writes and the lists that it registers them in; a value, so that tests can inspect it. */
export interface Plan {
  /** new files: path from the root of the repository, and content */
  files: ReadonlyMap<string, string | Buffer>;
  /** existing files: path from the root of the repository, and the function that returns the new content */
  edits: Readonly<Record<string, (source: string) => string>>;
  /** the next steps for the contributor, one sentence each */
  next: readonly string[];
}

/** Plans the files for a name. */
export type Generator = (name: string) => Plan | Promise<Plan>;
