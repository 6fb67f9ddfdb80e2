export { closestMatch, certainMatch, likelyMatch } from './closestMatch.ts';
export { format, type Format, type FormatOptions, formats } from './format/format.ts';
export { isProblem, verdictOf } from './format/subject.ts';
export {
  type DescribedRule,
  type Diagnostic,
  isBlocking,
  type Location,
  type Rule,
  type Severity,
  type Subject,
  type TextEdit,
  type Verdict,
} from './diagnostic.ts';
export { type AjvError, fromAjv, type SchemaProblem } from './schemaProblems.ts';
export { UserError } from './userError.ts';
export type { SourceProblem } from './source/documents.ts';
export {
  at,
  type Entry,
  isInside,
  type Located,
  placeIn,
  readLocated,
  readText,
  type Scope,
  stringsOf,
} from './source/located.ts';
export { parsePointer } from './source/pointer.ts';
export { editIn } from './source/scalarEdit.ts';
export { locationOf, type Place, positionOf, type SourceFile } from './source/sourceFile.ts';
export { firstValue, parseYaml, YamlError, type YamlPath, type YamlSource } from './source/yamlSource.ts';
