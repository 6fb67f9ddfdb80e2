import path from 'node:path';
import { at, type Located } from '@goldpath/diagnostics';
import type { Dialect } from '../expression/nunjucksParser.ts';
import type { Step } from './lintTemplate.ts';

/** The way in which a step of fetch:template renders. */
export interface Rendering {
  dialect: Dialect;
  /** only files with this extension are rendered; undefined when all are */
  extension: string | undefined;
  /** patterns of the files that are copied unchanged; those of copyWithoutRender have no effect */
  copied: string[];
  /** whether other files may be copied too */
  isOpen: boolean;
  replaces: boolean;
  /** path in the workspace, as it is written */
  targetPath: string;
  /** whether the step renders a single file, whose path is not rendered */
  isSingle: boolean;
}

/** Reads the input of a step; undefined when the delimiters or the rendered files are unknown. */
export function renderingOf({ input, action }: Step): Rendering | undefined {
  const cookiecutter = at(input, 'cookiecutterCompat')?.value ?? false;
  if (typeof cookiecutter !== 'boolean' || input?.kind === 'unknown') return undefined;
  const isSingle = action === 'fetch:template:file';
  const ofFolder = (key: string) => (isSingle ? undefined : at(input, key));
  const suffix = ofFolder('templateFileExtension')?.value ?? false;
  if (!isKnownSuffix(suffix)) return undefined;
  const copied = ofFolder('copyWithoutTemplating');
  return {
    dialect: cookiecutter ? 'cookiecutter' : 'backstage',
    extension: extensionOf(suffix),
    copied: patternsOf(copied),
    isOpen: isOpenList(copied),
    replaces: isReplacing(at(input, 'replace')),
    targetPath: path.posix.normalize(`${stringOf(at(input, 'targetPath')) ?? '.'}/.`),
    isSingle,
  };
}

function isKnownSuffix(suffix: unknown): suffix is string | boolean {
  return typeof suffix === 'boolean' || (typeof suffix === 'string' && !suffix.includes('{'));
}

function extensionOf(suffix: string | boolean): string | undefined {
  if (!suffix) return undefined;
  if (suffix === true) return '.njk';
  if (suffix.startsWith('.')) return suffix;
  return `.${suffix}`;
}

function isReplacing(replace: Located | undefined): boolean {
  const value = replace?.value ?? false;
  return value !== false;
}

function stringOf(node: Located | undefined): string | undefined {
  if (typeof node?.value !== 'string') return undefined;
  return node.value;
}

const isTemplated = (pattern: unknown) => typeof pattern === 'string' && /\$\{\{|\{%/.test(pattern);

function patternsOf(list: Located | undefined): string[] {
  const patterns = (list?.items ?? []).map(({ value }) => value);
  return patterns.filter(pattern => typeof pattern === 'string').filter(pattern => !isTemplated(pattern));
}

/** Whether only the portal knows the entries of a list. */
function isOpenList(list: Located | undefined): boolean {
  if (!list) return false;
  return (
    list.kind !== 'seq' || list.items.some(({ kind, value }) => kind === 'unknown' || isTemplated(value))
  );
}
