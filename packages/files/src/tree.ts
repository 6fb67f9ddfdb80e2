/** A file of a {@link Tree}. */
export interface TreeFile {
  content: Buffer;
  executable: boolean;
}

/** A folder as a value: its files by path, which is relative and has posix slashes. */
export type Tree = ReadonlyMap<string, TreeFile>;
