import type { Tree } from '@goldpath/files';
import type { Plan, PlannedSetting } from './plan.ts';

const PIPELINE = /^(\.github\/workflows\/[^/]+\.ya?ml|\.gitlab-ci\.yml)$/;
const DOCUMENT = /^(README|docs\/[^/]+)\.md$/;

/** GitHub creates this secret for each job. */
const PROVIDED = 'GITHUB_TOKEN';

/**
 * The secrets and variables that a repository's pipeline reads: those that its workflows name, and those of a table in its
 * documentation (`| \`NAME\` | variable | where | value |`) that its pipeline contains.
 */
export function plannedSettings(tree: Tree): PlannedSetting[] {
  const pipeline = textsOf(tree, PIPELINE).join('\n');
  const rows = textsOf(tree, DOCUMENT).flatMap(settingRows);
  const settings = new Map<string, PlannedSetting>();
  const add = (name: string, kind: PlannedSetting['kind'], description?: string) => {
    const setting = settings.get(name) ?? { name, kind, description: [] };
    if (description !== undefined) setting.description.push(description);
    settings.set(name, setting);
  };
  for (const { name, kind, description } of rows)
    if (new RegExp(`\\b${name}\\b`).test(pipeline)) add(name, kind, description);
  for (const [, scope, name = ''] of pipeline.matchAll(/\b(secrets|vars)\.([A-Z][A-Z0-9_]*)\b/g))
    if (name !== PROVIDED) add(name, scope === 'secrets' ? 'secret' : 'variable');
  return [...settings.values()];
}

interface SettingRow {
  name: string;
  kind: PlannedSetting['kind'];
  description: string;
}

function settingRows(text: string): SettingRow[] {
  const rows = text.matchAll(/^\| *`([A-Z][A-Z0-9_]*)` *\| *(secret|variable) *\| *(.+?) *\| *(.+?) *\|$/gm);
  return [...rows].map(([, name = '', kind, where = '', value = '']) => ({
    name,
    kind: kind as SettingRow['kind'],
    description: `${where}: ${value}`,
  }));
}

/**
 * The steps of the section “The first deployment” of a repository's documentation: its numbered items, or its numbered bold
 * paragraphs.
 */
export function firstDeployment(tree: Tree): Plan['deployment'] {
  const documents = [...tree].filter(([file]) => DOCUMENT.test(file));
  for (const [file, { content }] of documents) {
    const lines = content.toString().split('\n');
    const start = lines.findIndex(line => /^#+ .*\bfirst deployment\b/i.test(line));
    if (start === -1) continue;
    const length = lines.slice(start + 1).findIndex(line => /^##? /.test(line));
    const section = lines.slice(start + 1, length === -1 ? undefined : start + 1 + length);
    const steps = section.map(titleOf).filter(title => title !== undefined);
    if (steps.length > 0) return { file, line: start + 1, steps };
  }
  return undefined;
}

/** The title of a numbered step: `**1. The plan.** ...` or `1. The plan.` */
function titleOf(line: string): string | undefined {
  const numbered = /^\*\*\d+\. (.+?)\*\*/.exec(line) ?? /^\d+\. (.+)$/.exec(line);
  return numbered?.[1]?.replaceAll(/[*`]|[.,]$/g, '');
}

function textsOf(tree: Tree, pattern: RegExp): string[] {
  return [...tree].filter(([file]) => pattern.test(file)).map(([, { content }]) => content.toString());
}
