import type { ChecksPart, FilesPart, InfrastructurePart } from '@goldpath/plugin-goldpath-common';

/** A preview, as far as it has arrived. Parts of the last answers are shown until the new ones arrive. */
export interface PreviewState {
  files?: FilesPart;
  infrastructure?: InfrastructurePart;
  checks?: ChecksPart;
  /** the total by stage before the last answer, where it was another */
  totalsBefore: Record<string, number>;
  error?: Error;
  isLoading: boolean;
}

/** An event of a preview. */
export type PreviewEvent =
  | { kind: 'started' }
  | { kind: 'part'; part: FilesPart | InfrastructurePart | ChecksPart }
  | { kind: 'failed'; error: Error }
  | { kind: 'ended' };

/** The state before the first part. */
export const nothingYet: PreviewState = { totalsBefore: {}, isLoading: true };

/** The state after an event. */
export function nextState(state: PreviewState, event: PreviewEvent): PreviewState {
  switch (event.kind) {
    case 'started': {
      const { error: _error, ...rest } = state;
      return { ...rest, isLoading: true };
    }
    case 'part':
      return withPart(state, event.part);
    case 'failed':
      return { ...state, error: event.error, isLoading: false };
    case 'ended':
      return { ...state, isLoading: false };
  }
}

function withPart(state: PreviewState, part: FilesPart | InfrastructurePart | ChecksPart): PreviewState {
  if (part.part === 'files') return { ...state, files: part };
  if (part.part === 'checks') return { ...state, checks: part };
  return { ...state, infrastructure: part, totalsBefore: totalsBefore(state.infrastructure, part) };
}

function totalsBefore(
  before: InfrastructurePart | undefined,
  after: InfrastructurePart,
): Record<string, number> {
  const totals = new Map(after.stages.map(({ stage, total }) => [stage, total]));
  const changed = before?.stages.filter(
    ({ stage, total }) => totals.has(stage) && totals.get(stage) !== total,
  );
  return Object.fromEntries((changed ?? []).map(({ stage, total }) => [stage, total]));
}
