/** Where a value stands in a text, as found. */
export interface Place {
  /** offset of its first character */
  start: number;
  /** offset behind its last character */
  end: number;
  /** the value that stands there */
  found: unknown;
  /** another value as it has to be written there */
  write(value: string | number | boolean): string;
}

/** Why an edit has no place in a text. */
export interface Nowhere {
  /** the key of the edit that leads nowhere; for `file` nothing of the text can be found */
  part: 'file' | 'at' | 'document' | 'token';
  /** what is so, to be read after the file's name */
  message: string;
  /** what to do */
  remedy: string;
  /** what should stand at the key, where that is obvious */
  meant?: string;
  /** where the text itself is broken */
  offset?: number;
}

/** Finds the places of edits in one text. */
export type Locate<Edit> = (edit: Edit) => Place[] | Nowhere;
