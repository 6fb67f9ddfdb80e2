import { type Document, isScalar, parseDocument } from 'yaml';

/** The place of the version in stamp.yaml. */
const VERSION_PATH = ['template', 'version'];

/** Returns the version in the text of a stamp.yaml; undefined when it has none. */
export function readPlainVersion(stampYaml: string): string | undefined {
  const version: unknown = parseDocument(stampYaml).getIn(VERSION_PATH);
  return typeof version === 'string' ? version : undefined;
}

/**
 * Writes a version into the text of a stamp.yaml. Everything else keeps its bytes.
 *
 * @param stampYaml - the text of a valid stamp.yaml
 */
export function withVersion(stampYaml: string, version: string): string {
  const document: Document = parseDocument(stampYaml);
  const node = document.getIn(VERSION_PATH, true);
  if (!isScalar(node) || !node.range) throw new Error('a loaded template always has a version');
  const [start, end] = node.range;
  return stampYaml.slice(0, start) + version + stampYaml.slice(end);
}
