import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { costReport } from '@goldpath/cost';
import { type Diagnostic, isBlocking } from '@goldpath/diagnostics';
import { drawing, toSvg } from '@goldpath/diagram';
import { writeTree } from '@goldpath/files';
import type { ProgramGraphs } from '@goldpath/program';
import { checkRepository, type CheckOptions } from '@goldpath/repository-check';
import { stampTree, type Template } from '@goldpath/template';
import { completeAnswers } from './completeAnswers.ts';
import { planOf } from './plan/plan.ts';
import type { PreviewHost } from './PreviewHost.ts';
import { previewFiles } from './previewFiles.ts';
import type {
  ChecksPart,
  FilesPart,
  InfrastructurePart,
  PreviewedStage,
  PreviewPart,
} from './previewPart.ts';

/** The options of {@link preview}. */
export interface PreviewOptions extends Pick<CheckOptions, 'signal'> {
  /** `spec.steps` of the template, for what will happen: any value */
  steps?: unknown;
  /** executes the program; without it a process is started for it */
  host?: Pick<PreviewHost, 'executeIn'>;
}

/**
 * Previews a service: its files first, then its architecture and cost, then its checks. Its infrastructure program is executed
 * once, in a temporary folder that is removed at the end. Nothing else is written.
 *
 * @param given - the answers so far: any value; see {@link completeAnswers}
 * @throws TemplateError when an edit of stamp.yaml has no place in the skeleton
 */
export async function* preview(
  template: Template,
  given: unknown,
  { steps, signal, host }: PreviewOptions = {},
): AsyncGenerator<PreviewPart, void> {
  const completed = completeAnswers(template, given);
  const { answers } = completed;
  const tree = stampTree(template, answers);
  const { id, version, title } = template;
  const files: FilesPart = {
    part: 'files',
    template: { id, version, title },
    ...completed,
    files: previewFiles(template, answers, tree),
    plan: planOf(tree, answers, steps),
  };
  yield files;

  const folder = await mkdtemp(path.join(tmpdir(), 'goldpath-preview-'));
  try {
    // positions in the program are real paths
    const repository = path.join(await realpath(folder), 'repository');
    await writeTree(tree, repository, signal);
    yield* inspect(repository, {
      ...(signal && { signal }),
      ...(host && { execute: host.executeIn(tree, repository) }),
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Checks a repository, and draws and prices its infrastructure from the same execution.
 *
 * @param dir - absolute path
 */
export async function* inspect(
  dir: string,
  { signal, execute }: Pick<CheckOptions, 'signal' | 'execute'> = {},
): AsyncGenerator<InfrastructurePart | ChecksPart, void> {
  const { promise: executed, resolve } = Promise.withResolvers<ProgramGraphs | undefined>();
  const checked = checkRepository(dir, {
    ...(signal && { signal }),
    ...(execute && { execute }),
    onExecuted: resolve,
  });
  // a program that could not be executed is reported by the check
  checked.then(
    () => resolve(undefined),
    () => resolve(undefined),
  );
  const program = await executed;
  signal?.throwIfAborted();
  yield infrastructureOf(program);
  const diagnostics = await checked;
  signal?.throwIfAborted();
  yield checksOf(diagnostics);
}

function infrastructureOf(program: ProgramGraphs | undefined): InfrastructurePart {
  if (!program) return { part: 'infrastructure', stages: [], assumptions: {}, leftOut: [] };
  const report = costReport(program);
  const stages = report.stages.map((cost, index): PreviewedStage => {
    const { stage, region, currency, total, lines, notPriced, unknown } = cost;
    const graph = program.stages[index]?.graph;
    if (!graph) throw new Error(`the cost of ${stage} has no resource graph`);
    return {
      stage,
      region,
      svg: toSvg(drawing(graph, { title: `${program.project}, stage ${stage}`, region })),
      currency,
      total,
      lines: lines.map(({ group, what, monthly, basis, subject }) => ({
        group,
        what,
        monthly,
        basis,
        subject,
      })),
      unpriced: [...notPriced, ...unknown].map(({ subject, reason }) => ({
        name: subject.name,
        type: subject.type,
        reason,
      })),
    };
  });
  const { assumptions, leftOut, prices } = report;
  return { part: 'infrastructure', stages, pricesOf: prices.date, assumptions, leftOut };
}

function checksOf(diagnostics: readonly Diagnostic[]): ChecksPart {
  return {
    part: 'checks',
    blocks: diagnostics.some(isBlocking),
    passed: diagnostics.filter(({ verdict }) => verdict === 'pass').length,
    findings: diagnostics.filter(({ verdict }) => verdict !== 'pass' && verdict !== 'not-applicable'),
  };
}
