import { type Document, isCollection, isScalar, type Node as YamlNode, visit } from 'yaml';
import { parseUnique } from './parseUnique.ts';
import { yamlMessage } from './yamlMessage.ts';
import type { Place, SourceFile } from './sourceFile.ts';

/** The reason why a file cannot be read. */
export interface SourceProblem {
  kind: 'syntax' | 'include' | 'outside' | 'remote';
  place: Place;
  message: string;
}

/** The maximum number of alias expansions, as in the catalog. */
const MAX_ALIASES = 100;

/** Returns the valid documents of a file, and adds the syntax errors of the others to the problems. */
export function parseDocuments(source: SourceFile, problems: SourceProblem[]): Document.Parsed[] {
  return parseUnique(source.text).filter(document => {
    const errors = independentErrors(document).map(({ pos: [start], message }) => ({
      start: beginningOf(document, start, message),
      message: yamlMessage(message),
    }));
    if (errors.length === 0) {
      try {
        document.toJS({ maxAliasCount: MAX_ALIASES });
      } catch (error) {
        errors.push({
          start: document.contents?.range?.[0] ?? 0,
          message: yamlMessage((error as Error).message),
        });
      }
    }
    for (const { start, message } of errors) {
      problems.push({ kind: 'syntax', place: { source, start }, message });
    }
    return errors.length === 0;
  });
}

/**
 * The errors of a document without those that follow from another one: collections that are open around an unclosed one,
 * everything that the parser finds after a tab or after the place where it lost the structure, and everything when the nesting
 * is too deep.
 */
function independentErrors({ errors }: Document.Parsed): Document.Parsed['errors'] {
  const tooDeep = errors.find(({ code }) => code === 'RESOURCE_EXHAUSTION');
  if (tooDeep) return [tooDeep];
  const tab = errors.findIndex(({ code }) => code === 'TAB_AS_INDENT');
  if (tab !== -1) return errors.filter(({ code }, index) => index <= tab || code === 'TAB_AS_INDENT');
  const [first] = errors;
  const unclosed = errors.find(({ message }) => unclosedCollection.test(message));
  return errors
    .filter(error => error === first || !outsideOfStructure.test(error.message))
    .filter(error => error === unclosed || !unclosedCollection.test(error.message));
}

const outsideOfStructure = /^Unexpected [\w-]+ (token )?in YAML stream/;

const unclosedCollection = /^Flow (map|sequence).* end with/;

/** An unclosed quote or collection is detected at the end of the file; its beginning is the place to fix. */
function beginningOf(document: Document.Parsed, start: number, message: string): number {
  const isOpen = unclosedNode(message);
  if (!isOpen) return start;
  let found = start;
  visit(document, {
    Node: (_key, node) => {
      const [begin = start, , end = start] = node.range ?? [];
      if (isOpen(node) && begin < start && end >= start) found = begin;
    },
  });
  return found;
}

/** Whether a node is of the kind that an error reports as unclosed; undefined for errors of other kinds. */
function unclosedNode(message: string): ((node: YamlNode) => boolean) | undefined {
  if (/^Missing closing/.test(message)) return node => isScalar(node) && /^QUOTE/.test(`${node.type}`);
  if (unclosedCollection.test(message)) return node => isCollection(node) && node.flow === true;
  return undefined;
}
