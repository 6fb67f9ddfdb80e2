export { type ParsedAnswers, parseAnswers } from './answers/parseAnswers.ts';
export { portableNameProblem } from './answers/portableName.ts';
export { validateAnswers } from './answers/validateAnswers.ts';
export {
  CATALOG_FILE,
  componentType,
  type Contents,
  missingParts,
  parts,
  type Requirement,
  undeclaredParts,
} from './contents/parts.ts';
export { type AnswerProblem, AnswersError, TemplateError } from './errors.ts';
export { includesOf, pagesOf } from './read/form.ts';
export { loadTemplate, readTemplate, type TemplateReading } from './read/loadTemplate.ts';
export { isAmong, unstampedFiles } from './read/stampFile.ts';
export {
  answersInSkeleton,
  readTemplateFolder,
  type SampleFile,
  type SkeletonFile,
  TEMPLATE_FILE,
  type TemplateFolder,
} from './read/templateFolder.ts';
export type { TemplateProblem, TemplateRule } from './read/templateProblem.ts';
export { templateProblems } from './read/templateProblems.ts';
export { placeOf, type PlainYaml, readPlain } from './read/yamlFile.ts';
export { type Manifest, MANIFEST_PATH } from './stamp/manifest.ts';
export { manifestProblems } from './stamp/manifestProblems.ts';
export { placeEdits } from './stamp/placeEdits.ts';
export { stampedFile } from './stamp/stampedFile.ts';
export { stampTree } from './stamp/stampTree.ts';
export {
  type Answers,
  type Part,
  type PointerEdit,
  type Sample,
  SKELETON_SAMPLE,
  skeletonAnswers,
  type StampSpec,
  type Template,
} from './template.ts';
