import { lstatSync } from 'node:fs';
import path from 'node:path';
import { at, type Located, readText, type Scope, type SourceFile } from '@goldpath/diagnostics';
import globby from 'globby';
import { isBinaryFileSync } from 'isbinaryfile';
import { ignored } from '../discover.ts';
import { type Expression, parseExpression } from '../expression/expression.ts';
import type { Dialect } from '../expression/nunjucksParser.ts';
import { readFetches } from './fetch.ts';
import type { LintTemplate, Step } from './lintTemplate.ts';
import { type Rendering, renderingOf } from './rendering.ts';
import { readSkeletonText, type SkeletonText } from './skeletonText.ts';

/** Actions that render a folder or a file beside the template. */
const renderingActions = new Set(['fetch:template', 'fetch:template:file']);

/** A folder or file beside the template that a step of the portal's own actions renders. */
export interface Skeleton {
  step: Step;
  /** absolute path of the folder, or of the file */
  dir: string;
  dialect: Dialect;
  /** path in the workspace, as it is written */
  targetPath: string;
  /** the step's `values` by name; undefined when they are not a map */
  values: ReadonlyMap<string, Located> | undefined;
  files: SkeletonFile[];
}

/** A file of a skeleton. */
export interface SkeletonFile extends SourceFile {
  /** path in the skeleton with forward slashes */
  relative: string;
  /** the path without the extension that marks it as a template */
  target: string;
  /** the path as an expression, since it is rendered too */
  name: Expression;
  /** the parsed content; undefined when it is copied unchanged */
  rendered: SkeletonText | undefined;
  /** whether it is a text file that the step copies unchanged */
  isKept: boolean;
}

/** The content of a file, which several steps may use. */
interface Content {
  text: string;
  isText: boolean;
  parsed: Partial<Record<Dialect, SkeletonText>>;
}

/** Reads each file once. */
interface Reader {
  scope: Scope;
  contents: Map<string, Content>;
}

/** A step that rendered a target before. */
interface Earlier {
  target: string;
  rendering: Rendering;
  step: Step;
}

/** The way a step treats a file; unknown when only the portal knows. */
type Treatment = 'copied' | 'rendered' | 'unknown';

/** The skeletons of a template that are on this machine. */
export function readSkeletons(template: LintTemplate, scope: Scope): Skeleton[] {
  const reader: Reader = { scope, contents: new Map() };
  const earlier: Earlier[] = [];
  const skeletons: Skeleton[] = [];
  for (const { step, target, found } of readFetches(template, scope)) {
    const rendering = renderingActions.has(step.action ?? '') ? renderingOf(step) : undefined;
    if (!rendering || found !== (rendering.isSingle ? 'file' : 'folder')) continue;
    const isDone = earlier.some(other => isAlreadyWritten(other, target, rendering));
    earlier.push({ target, rendering, step });
    // an existing file is not written again
    if (isDone && !rendering.replaces) continue;
    skeletons.push({
      step,
      dir: target,
      dialect: rendering.dialect,
      targetPath: rendering.targetPath,
      values: entriesOf(at(step.input, 'values')),
      files: readFiles(target, rendering, reader).filter(file => file.path !== template.source.path),
    });
  }
  return skeletons;
}

/** Whether an earlier step has written the same files in every case. */
function isAlreadyWritten({ target, step, rendering }: Earlier, of: string, by: Rendering): boolean {
  return (
    target === of &&
    !step.condition &&
    !step.hasEach &&
    rendering.targetPath === by.targetPath &&
    rendering.dialect === by.dialect &&
    rendering.extension === by.extension
  );
}

function entriesOf(values: Located | undefined): Skeleton['values'] {
  if (values?.kind !== 'map') return undefined;
  return new Map([...values.entries.values()].map(({ key, value }) => [key, value]));
}

function readFiles(target: string, rendering: Rendering, reader: Reader): SkeletonFile[] {
  if (rendering.isSingle) return [readFile(target, path.basename(target), rendering, 'rendered', reader)];
  const options = { cwd: target, dot: true, followSymbolicLinks: false, ignore: ignored };
  const entries = globby.sync('**/*', { ...options, onlyFiles: false, markDirectories: true }).sort();
  const copied = matching(rendering.copied, target);
  const treatmentOf = (relative: string): Treatment => {
    if (copied.has(relative)) return 'copied';
    if (rendering.isOpen) return 'unknown';
    return 'rendered';
  };
  return entries
    .filter(entry => !entry.endsWith('/'))
    .map(relative =>
      readFile(path.join(target, relative), relative, rendering, treatmentOf(relative), reader),
    );
}

/** The entries that match patterns, with the action's own options. */
function matching(patterns: readonly string[], cwd: string): Set<string> {
  // other patterns match nothing in the folder, and would search the whole machine
  const own = patterns.filter(pattern => pattern !== '' && !/(^!?|[{,(|])\/|\.\./.test(pattern));
  if (own.length === 0) return new Set();
  const options = { cwd, dot: true, onlyFiles: false, followSymbolicLinks: false, ignore: ignored };
  try {
    return new Set(globby.sync(own, options));
  } catch {
    return new Set();
  }
}

function readFile(
  file: string,
  relative: string,
  { dialect, extension, isSingle }: Rendering,
  treatment: Treatment,
  reader: Reader,
): SkeletonFile {
  const content = reader.contents.get(file) ?? readContent(file, reader);
  const hasExtension = extension === undefined || path.extname(relative) === extension;
  const isRendered = content.isText && treatment === 'rendered' && hasExtension;
  if (isRendered) content.parsed[dialect] ??= readSkeletonText(content.text, dialect);
  const target = extension && hasExtension ? relative.slice(0, -extension.length) : relative;
  return {
    path: file,
    file: reader.scope.nameOf(file),
    text: content.text,
    relative,
    target,
    name: parseExpression(isSingle ? '' : target, dialect),
    rendered: isRendered ? content.parsed[dialect] : undefined,
    isKept: content.isText && (treatment === 'copied' || !hasExtension),
  };
}

function readContent(file: string, reader: Reader): Content {
  const isText = isTextFile(file);
  const content: Content = { text: isText ? readText(file, reader.scope) : '', isText, parsed: {} };
  reader.contents.set(file, content);
  return content;
}

/** Links and binary files are copied. */
function isTextFile(file: string): boolean {
  try {
    return !lstatSync(file).isSymbolicLink() && !isBinaryFileSync(file);
  } catch {
    return false;
  }
}
