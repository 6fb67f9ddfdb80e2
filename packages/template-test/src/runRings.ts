import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { type Diagnostic, isBlocking } from '@goldpath/diagnostics';
import { isDiagnostic, isProgress, type Progress, type Ring, type RingContext } from './ring.ts';

/** The result of one ring. */
export interface RingResult {
  ring: Pick<Ring, 'id' | 'title'>;
  /** `unknown` when it could not be run, which is not a pass */
  state: 'passed' | 'failed' | 'unknown' | 'skipped';
  diagnostics: Diagnostic[];
  /** results that are not problems, a line each */
  notes: string[];
  seconds: number;
  /** absolute path of the folder with its log files, which is kept when a ring does not pass */
  logs: string;
}

/**
 * Runs rings one after the other. The rings after one that did not pass are skipped, since they are more expensive.
 *
 * @returns a line for each piece of work, and the result of each ring
 */
export async function* runRings(
  rings: readonly Ring[],
  context: RingContext,
): AsyncGenerator<Progress | RingResult> {
  let hasFailed = false;
  for (const ring of rings) {
    const logs = path.join(context.logs, `ring-${ring.id}`);
    const result: RingResult = {
      ring: { id: ring.id, title: ring.title },
      state: 'skipped',
      diagnostics: [],
      notes: [],
      seconds: 0,
      logs,
    };
    if (!hasFailed) {
      await mkdir(logs, { recursive: true });
      yield* runRing(ring, { ...context, logs }, result);
      hasFailed = result.state !== 'passed';
    }
    yield result;
  }
}

/** Runs a ring, and writes into its result. */
async function* runRing(ring: Ring, context: RingContext, result: RingResult): AsyncGenerator<Progress> {
  const start = performance.now();
  for await (const event of ring.run(context)) {
    context.signal.throwIfAborted();
    if (isProgress(event)) yield { progress: `ring ${ring.id}: ${event.progress}` };
    else if (isDiagnostic(event)) result.diagnostics.push(event);
    else result.notes.push(event.note);
  }
  context.signal.throwIfAborted();
  result.seconds = (performance.now() - start) / 1000;
  result.state = stateOf(result.diagnostics);
}

function stateOf(diagnostics: readonly Diagnostic[]): RingResult['state'] {
  const blocking = diagnostics.filter(isBlocking);
  if (blocking.length === 0) return 'passed';
  if (blocking.every(({ verdict }) => verdict === 'unverifiable')) return 'unknown';
  return 'failed';
}
