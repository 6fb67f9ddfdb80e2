import { parseAllDocuments } from 'yaml';

/** Whether a file has data that can be parsed. */
export const isData = (file: string): boolean => /\.(json|ya?ml)$/.test(file);

/**
 * Parses a JSON or YAML file.
 *
 * @returns its documents, or the first error
 */
export function readDocuments(file: string, text: string): { values: unknown[] } | { error: string } {
  try {
    if (file.endsWith('.json')) return { values: [JSON.parse(text)] };
    const documents = parseAllDocuments(text);
    const [error] = documents.flatMap(document => document.errors);
    if (error) return { error: error.message };
    return { values: documents.map(document => document.toJS({ maxAliasCount: 100 }) as unknown) };
  } catch (error) {
    return { error: (error as Error).message };
  }
}
