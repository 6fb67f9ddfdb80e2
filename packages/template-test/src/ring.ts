import type { Diagnostic } from '@goldpath/diagnostics';
import type { Sample, Template } from '@goldpath/template';

/** The number of a ring: 1 is the cheapest. */
export type RingId = 1 | 2 | 3 | 4 | 5;

/** A line about the work that a ring is doing. */
export interface Progress {
  progress: string;
}

/** A result of a ring that is not a problem, as a line of its report. */
export interface Note {
  note: string;
}

/** An event of a ring that runs. */
export type RingEvent = Diagnostic | Progress | Note;

/** The input of every ring. */
export interface RingContext {
  template: Template;
  /** the samples to test, in the order of their names */
  samples: readonly Sample[];
  /** folder of the log files; it exists */
  logs: string;
  /** folder with stamped services, whose manifests are recorded answers */
  services?: string | undefined;
  /** whether scripts run again that have passed with the same files */
  repeats?: boolean;
  /** ends the ring and all its processes */
  signal: AbortSignal;
}

/** One part of testing a template. */
export interface Ring {
  id: RingId;
  /** a noun phrase for the summary */
  title: string;
  /**
   * Tests a template.
   *
   * @returns progress, notes, and a diagnostic for each problem; one that is `unverifiable` when the ring cannot be run
   */
  run(context: RingContext): AsyncIterable<RingEvent>;
}

/** Whether an event is about the work that is done, not its result. */
export function isProgress(event: object): event is Progress {
  return 'progress' in event;
}

/** Whether an event of a ring is a problem. */
export function isDiagnostic(event: RingEvent): event is Diagnostic {
  return 'rule' in event;
}

/** Returns a problem of a file of the template, which blocks. */
export function problem(
  rule: string,
  file: string,
  { line = 1, ...rest }: Pick<Diagnostic, 'message' | 'fix' | 'subject' | 'verdict'> & { line?: number },
): Diagnostic {
  return { rule: `template-test-${rule}`, severity: 'error', location: { file, line }, ...rest };
}
