import { Document, isScalar, Scalar, YAMLSeq } from 'yaml';
import { parsePointer } from '../source/pointer.ts';
import { parseYaml, YamlError } from '../source/yamlText.ts';
import type { PointerEdit } from '../template/template.ts';
import type { Locate } from './place.ts';

/** Finds values in a YAML text of one or more documents. */
export function locateInYaml(text: string): Locate<PointerEdit> {
  const documents = parse(text);
  return ({ at, document: index }) => {
    if (typeof documents === 'string') return documents;
    if (index === undefined && documents.length > 1) {
      return `holds ${documents.length} documents; say which (document: 0 is the first)`;
    }
    const document = documents[index ?? 0];
    if (!document) return `has no document ${index}`;
    const node: unknown = document.getIn(parsePointer(at), true);
    if (!isScalar(node) || !node.range) return `has no ${at} that is a single value`;
    if (node.type === 'BLOCK_FOLDED' || node.type === 'BLOCK_LITERAL') {
      return `has a block of lines at ${at}; write it on one line`;
    }
    const [start, end] = node.range;
    return [{ start, end, found: node.value, write: value => writeScalar(value, node.type) }];
  };
}

function parse(text: string): Document.Parsed[] | string {
  try {
    return parseYaml(text).documents;
  } catch (error) {
    if (error instanceof YamlError) return `is not YAML: ${error.message} (line ${error.line})`;
    throw error;
  }
}

/** The value in the given style where that can hold it; fit for a block and between brackets alike. */
function writeScalar(value: string | number | boolean, style: Scalar.Type | undefined): string {
  const scalar = new Scalar(value);
  scalar.type = style;
  const list = new YAMLSeq();
  list.flow = true;
  list.items.push(scalar);
  return new Document(list).toString({ lineWidth: 0, flowCollectionPadding: false }).trimEnd().slice(1, -1);
}
