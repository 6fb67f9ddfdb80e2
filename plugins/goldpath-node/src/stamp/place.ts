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

/** Finds the places of edits in one text; a string says why there is none. */
export type Locate<Edit> = (edit: Edit) => Place[] | string;
