import { lstatSync } from 'node:fs';
import path from 'node:path';
import globby from 'globby';
import { isBinaryFileSync } from 'isbinaryfile';
import { ignored } from '../discover.ts';
import { type Expression, parseExpression } from '../expression/expression.ts';
import type { Dialect } from '../expression/nunjucksParser.ts';
import { at, type Located, readText, type Scope } from '../source/located.ts';
import type { SourceText } from '../source/sourceText.ts';
import { readFetches } from './fetch.ts';
import type { LintTemplate, Step } from './lintTemplate.ts';
import { type Rendering, renderingOf } from './rendering.ts';
import { readSkeletonText, type SkeletonText } from './skeletonText.ts';

/** Actions that render a folder or a file beside the template. */
const renderingActions = new Set(['fetch:template', 'fetch:template:file']);

/** What a step of the portal's own actions renders: a folder beside the template, or a file there. */
export interface Skeleton {
  step: Step;
  /** absolute path of the folder, or of the file */
  dir: string;
  dialect: Dialect;
  /** what `values` passes, by name; nothing when it is no map */
  values: ReadonlyMap<string, Located> | undefined;
  files: SkeletonFile[];
}

/** A file of a skeleton. */
export interface SkeletonFile extends SourceText {
  /** in the skeleton, posix slashes */
  relative: string;
  /** its path without the extension that only says that it is a template */
  target: string;
  /** of its path, which is rendered too */
  name: Expression;
  /** what the engine makes of its text; nothing when it is copied as it is */
  rendered: SkeletonText | undefined;
  /** whether it is a text that the step is told to copy */
  isKept: boolean;
}

/** What is known of a file, however many steps work on it. */
interface Known {
  text: string;
  isText: boolean;
  read: Partial<Record<Dialect, SkeletonText>>;
}

/** Reads each file once. */
interface Reader {
  scope: Scope;
  known: Map<string, Known>;
}

/** The skeletons of a template that are on this machine. */
export function readSkeletons(template: LintTemplate, scope: Scope): Skeleton[] {
  const reader: Reader = { scope, known: new Map() };
  const before: { target: string; rendering: Rendering; step: Step }[] = [];
  return readFetches(template, scope).flatMap(({ step, target, found }) => {
    const rendering = renderingActions.has(step.action ?? '') ? renderingOf(step) : undefined;
    if (!rendering || found !== (rendering.isSingle ? 'file' : 'folder')) return [];
    const isDone = before.some(
      other => other.target === target && isAlways(other.step) && isSamePlace(other.rendering, rendering),
    );
    before.push({ target, rendering, step });
    // what a step has written, another one does not write again
    if (isDone && !rendering.replaces) return [];
    const values = at(step.input, 'values');
    const files = rendering.isSingle
      ? [readFile(target, path.basename(target), rendering, 'rendered', reader)]
      : readFolder(target, rendering, reader).filter(file => file.path !== template.source.path);
    return [{ step, dir: target, dialect: rendering.dialect, values: entriesOf(values), files }];
  });
}

function isAlways({ condition, hasEach }: Step): boolean {
  return !condition && !hasEach;
}

function isSamePlace(one: Rendering, other: Rendering): boolean {
  return (
    one.targetPath === other.targetPath && one.dialect === other.dialect && one.extension === other.extension
  );
}

function entriesOf(values: Located | undefined): Skeleton['values'] {
  if (values?.kind !== 'map') return undefined;
  return new Map([...values.entries.values()].map(({ key, value }) => [key, value]));
}

function readFolder(dir: string, rendering: Rendering, reader: Reader): SkeletonFile[] {
  const options = { cwd: dir, dot: true, followSymbolicLinks: false, ignore: ignored };
  const found = globby.sync('**/*', { ...options, onlyFiles: false, markDirectories: true }).sort();
  const copied = matching(rendering.copied, dir);
  const meant = matching(rendering.meant, dir);
  return found
    .filter(entry => !entry.endsWith('/'))
    .map(relative => {
      const file = path.join(dir, relative);
      const fate = copied.has(relative)
        ? 'kept'
        : meant.has(relative) || rendering.isOpen
          ? 'unknown'
          : 'rendered';
      return readFile(file, relative, rendering, fate, reader);
    });
}

/** The entries that patterns name, as the action looks for them. */
function matching(patterns: readonly string[], cwd: string): Set<string> {
  // what begins elsewhere matches nothing of the folder, and would be looked for on the whole machine
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
  fate: 'kept' | 'rendered' | 'unknown',
  reader: Reader,
): SkeletonFile {
  const known = reader.known.get(file) ?? readOnce(file, reader);
  const hasExtension = extension === undefined || path.extname(relative) === extension;
  const isRendered = known.isText && fate === 'rendered' && hasExtension;
  if (isRendered) known.read[dialect] ??= readSkeletonText(known.text, dialect);
  const target = extension && hasExtension ? relative.slice(0, -extension.length) : relative;
  return {
    path: file,
    file: reader.scope.nameOf(file),
    text: known.text,
    relative,
    target,
    name: parseExpression(isSingle ? '' : target, dialect),
    rendered: isRendered ? known.read[dialect] : undefined,
    isKept: known.isText && (fate === 'kept' || !hasExtension),
  };
}

function readOnce(file: string, reader: Reader): Known {
  const isText = isReadable(file);
  const known = { text: isText ? readText(file, reader.scope) : '', isText, read: {} };
  reader.known.set(file, known);
  return known;
}

/** Links and binary files are copied. */
function isReadable(file: string): boolean {
  try {
    return !lstatSync(file).isSymbolicLink() && !isBinaryFileSync(file);
  } catch {
    return false;
  }
}
