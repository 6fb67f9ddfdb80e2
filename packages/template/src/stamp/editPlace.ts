/** The place of a value in a text. */
export interface EditPlace {
  /** offset of its first character */
  start: number;
  /** offset after its last character */
  end: number;
  /** the value */
  found: unknown;
  /** another value, as it has to be written there */
  write: (value: string | number | boolean) => string;
}

/** The reason why an edit has no place in a text. */
export interface Miss {
  /** the key of the edit that has no match; `file` when the text cannot be parsed */
  part: 'file' | 'at' | 'document' | 'token';
  /** the problem, to be read after the file's name */
  message: string;
  /** how to fix it, without a full stop */
  fix: string;
  /** the intended value of the key, where that is obvious */
  suggestion?: string;
  /** offset of the error in a text that cannot be parsed */
  offset?: number;
}

/** Finds the places of edits in one text. */
export type Locate<Edit> = (edit: Edit) => EditPlace[] | Miss;
