import path from 'node:path';
import type { Dialect } from '../expression/nunjucksParser.ts';
import { at, type Located } from '../source/located.ts';
import type { Step } from './lintTemplate.ts';

/** How a step of fetch:template renders. */
export interface Rendering {
  dialect: Dialect;
  /** of the files whose text is rendered; nothing when all are */
  extension: string | undefined;
  /** patterns of what is copied as it is */
  copied: string[];
  /** those of copyWithoutRender, which does nothing any more; that it was meant is told where it is written */
  meant: string[];
  /** whether other files may be copied too */
  isOpen: boolean;
  replaces: boolean;
  /** in the workspace, as it is written */
  targetPath: string;
  /** whether the path is the step's own and is not rendered */
  isSingle: boolean;
}

/** Reads a step's input; nothing when it cannot be known where expressions begin, or which files have any. */
export function renderingOf({ input, action }: Step): Rendering | undefined {
  const cookiecutter = at(input, 'cookiecutterCompat')?.value ?? false;
  const isSingle = action === 'fetch:template:file';
  const suffix = (isSingle ? undefined : at(input, 'templateFileExtension')?.value) ?? false;
  if (typeof cookiecutter !== 'boolean' || input?.kind === 'unknown') return undefined;
  if (typeof suffix !== 'boolean' && (typeof suffix !== 'string' || suffix.includes('{'))) return undefined;
  const [copied, meant] = ['copyWithoutTemplating', 'copyWithoutRender'].map(key =>
    isSingle ? undefined : at(input, key),
  );
  const targetPath = at(input, 'targetPath')?.value ?? '.';
  return {
    dialect: cookiecutter ? 'cookiecutter' : 'backstage',
    extension: extensionOf(suffix),
    copied: patternsOf(copied),
    meant: patternsOf(meant),
    isOpen: isOpenList(copied) || isOpenList(meant),
    replaces: ![undefined, null, false].includes(at(input, 'replace')?.value as undefined),
    targetPath: path.posix.normalize(`${String(targetPath)}/.`),
    isSingle,
  };
}

function extensionOf(suffix: string | boolean): string | undefined {
  if (!suffix) return undefined;
  if (suffix === true) return '.njk';
  return suffix.startsWith('.') ? suffix : `.${suffix}`;
}

const isTemplated = (pattern: unknown) => typeof pattern === 'string' && /\$\{\{|\{%/.test(pattern);

function patternsOf(list: Located | undefined): string[] {
  const patterns = (list?.items ?? []).map(({ value }) => value);
  return patterns.filter(pattern => typeof pattern === 'string' && !isTemplated(pattern)) as string[];
}

/** Whether only the portal knows what a list names. */
function isOpenList(list: Located | undefined): boolean {
  if (!list) return false;
  return (
    list.kind !== 'seq' || list.items.some(({ kind, value }) => kind === 'unknown' || isTemplated(value))
  );
}
