import { statSync } from 'node:fs';
import path from 'node:path';
import { readText, type Scope } from '@goldpath/diagnostics';
import {
  readTemplateFolder,
  TEMPLATE_FILE,
  type TemplateFolder,
  type TemplateProblem,
  templateProblems,
} from '@goldpath/template';
import type { LintTemplate } from './lintTemplate.ts';

/** The action that stamps. */
export const STAMP_ACTION = 'goldpath:stamp';

/** The files of a template that `goldpath:stamp` stamps. */
export interface StampedTemplate extends TemplateFolder {
  /** the problems that stamping refuses the template for */
  problems: TemplateProblem[];
}

/** Reads the files that `goldpath:stamp` uses; undefined for templates that it does not stamp. */
export async function readStampedTemplate(
  template: LintTemplate,
  scope: Scope,
): Promise<StampedTemplate | undefined> {
  const file = template.source.path;
  const isStamped = template.steps.some(({ action }) => action === STAMP_ACTION);
  if (isBesideTemplateYaml(file) || (!isStamped && !hasStampYaml(file, scope))) return undefined;
  const folder = await readTemplateFolder(file, scope);
  return { ...folder, problems: folder.spec ? templateProblems(folder) : [] };
}

/** Whether there is a stamp.yaml of ours: other tools may have a file of that name. */
function hasStampYaml(templateFile: string, scope: Scope): boolean {
  const file = path.join(path.dirname(templateFile), 'stamp.yaml');
  return isFile(file) && readText(file, scope).includes('goldpath.dev/');
}

/** Stamping reads the file of this name, which is linted separately. */
function isBesideTemplateYaml(file: string): boolean {
  const template = path.join(path.dirname(file), TEMPLATE_FILE);
  return path.basename(file) !== TEMPLATE_FILE && isFile(template);
}

function isFile(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
}
