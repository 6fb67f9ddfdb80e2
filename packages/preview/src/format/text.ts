import type { CompletePreview } from '../completePreview.ts';
import type { Plan } from '../plan/plan.ts';
import type { ChecksPart, FilesPart, InfrastructurePart } from '../previewPart.ts';

/** A preview for a terminal. */
export function toText({ files, infrastructure, checks }: CompletePreview): string {
  const { id, version } = files.template;
  const blocks = [
    `Preview of ${id} ${version}; nothing was written.`,
    list('Fields with the value of a sample, without a valid answer yet', assumedLines(files)),
    list(fileCount(files), changedLines(files)),
    list('Cost a month', costLines(infrastructure)),
    list(checkCount(checks), findingLines(checks)),
    ...planBlocks(files.plan),
  ];
  return `${blocks.filter(block => block !== '').join('\n\n')}\n`;
}

function list(title: string, lines: readonly string[]): string {
  if (lines.length === 0) return '';
  return [title, ...lines.map(line => `  ${line}`)].join('\n');
}

function assumedLines({ assumed, answers, problems }: FilesPart): string[] {
  const reasons = new Map(problems.map(({ field, message }) => [field, message]));
  return assumed.map(field => {
    const reason = reasons.get(field);
    return `${field}: ${String(answers[field])}${reason === undefined ? '' : ` (${field} ${reason})`}`;
  });
}

function fileCount({ files }: FilesPart): string {
  const changed = files.filter(({ state }) => state === 'changed').length;
  return `${files.length} files, of which ${changed} contain an answer that differs from the sample`;
}

function changedLines({ files }: FilesPart): string[] {
  const changed = files.filter(({ state }) => state === 'changed');
  const width = Math.max(0, ...changed.map(({ path }) => path.length));
  if (changed.length === 0) return ['none: the answers are those of the sample'];
  return changed.map(({ path, answers }) => `${path.padEnd(width)}  ${answers.join(', ')}`.trimEnd());
}

function costLines({ stages }: InfrastructurePart): string[] {
  return stages.map(({ stage, region, total, currency, unpriced }) => {
    const sum = `${stage}: ${total.toFixed(2)} ${currency} in ${region}`;
    if (unpriced.length === 0) return sum;
    return `${sum}, without what has no price: ${unpriced.map(({ name }) => name).join(', ')}`;
  });
}

function checkCount({ passed, blocks }: ChecksPart): string {
  return `Checks: ${passed} passed, ${blocks ? 'and these block' : 'nothing blocks'}`;
}

function findingLines({ findings }: ChecksPart): string[] {
  if (findings.length === 0) return ['no findings'];
  return findings.flatMap(({ rule, location: { file, line }, message, fix }) => {
    const found = `${file}:${line}  ${rule}: ${oneLine(message)}`;
    return fix ? [found, `  fix: ${oneLine(fix)}`] : [found];
  });
}

const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ');

function planBlocks({ steps, entities, settings, deployment }: Plan): string[] {
  const running = steps.filter(({ runs }) => runs !== false);
  const stepLines = running.map(({ name, runs, repository }, index) => {
    const condition = runs === undefined ? ' (depends on the steps before)' : '';
    return `${index + 1}. ${name}${repository === undefined ? '' : `: ${repository}`}${condition}`;
  });
  const settingLines = settings.flatMap(({ name, kind, description }) => [
    `${kind} ${name}`,
    ...description.map(text => `  ${text}`),
  ]);
  const deploymentLines = deployment?.steps.map((step, index) => `${index + 1}. ${step}`) ?? [];
  return [
    list('Steps of the creation', stepLines),
    list('New in the catalog', entities),
    list('Secrets and variables of the pipeline, to be set afterwards', settingLines),
    list(`The first deployment, see ${deployment?.file}:${deployment?.line}`, deploymentLines),
  ];
}
