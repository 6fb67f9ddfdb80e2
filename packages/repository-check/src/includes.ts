import { type Document, isScalar, Scalar, visit } from 'yaml';

/** A file that an entity includes. */
export interface Include {
  /** the path as written */
  target: string;
  /** offset into the text */
  offset: number;
}

/** The files that a document includes by `$text`, `$json`, `$yaml` or `$openapi`, without URLs. */
export function findIncludes(document: Document.Parsed): Include[] {
  const found: Include[] = [];
  visit(document, {
    Pair(_key, { key, value }) {
      if (!isScalar(key) || !isInclude(key) || !isScalar(value)) return;
      const target = String(value.value);
      if (!/^[a-z]+:/.test(target)) found.push({ target, offset: key.range?.[0] ?? 0 });
    },
  });
  return found;
}

/** The document with a string in the place of each include, so that it can be validated without the files. */
export function withoutIncludes(document: Document.Parsed): Document {
  const copy = document.clone() as Document;
  visit(copy, {
    Map(_key, { items }) {
      const [pair] = items;
      return items.length === 1 && pair && isInclude(pair.key) ? new Scalar('included') : undefined;
    },
  });
  return copy;
}

function isInclude(key: unknown): boolean {
  return isScalar(key) && /^\$(text|json|yaml|openapi)$/.test(String(key.value));
}
