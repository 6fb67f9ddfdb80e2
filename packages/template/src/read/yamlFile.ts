import {
  type Entry,
  type Located,
  readLocated,
  type Scope,
  type SourceFile,
  type SourceProblem,
  type YamlPath,
} from '@goldpath/diagnostics';

/** A YAML file of one document. Includes are not followed. */
export interface PlainYaml {
  source: SourceFile;
  /** its value, when it can be read and is the only one */
  root: Located | undefined;
  /** errors of its syntax */
  problems: SourceProblem[];
  /** the beginning of a second document */
  second: Located | undefined;
}

/** Reads a YAML file of one document. */
export function readPlain(file: string, scope: Scope): PlainYaml {
  const { source, documents, problems } = readLocated(file, scope, { includes: false });
  const [root = emptyValue(source), second] = documents;
  return { source, root: second || problems.length > 0 ? undefined : root, problems, second };
}

function emptyValue(source: SourceFile): Located {
  return { source, start: 0, end: 0, kind: 'scalar', value: null, entries: new Map(), items: [] };
}

/** The value at the end of a path, or the last key itself; the deepest one that exists. */
export function placeOf(root: Located, keys: YamlPath, isKey = false): Located | Entry {
  let place: Located | Entry = root;
  let node: Located | undefined = root;
  for (const key of keys) {
    const entry: Entry | undefined = node?.entries.get(String(key));
    node = entry?.value ?? node?.items[Number(key)];
    if (!node) break;
    place = entry && isKey ? entry : node;
  }
  return place;
}
