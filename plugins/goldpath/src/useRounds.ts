import { useApi } from '@backstage/core-plugin-api';
import { useCallback, useEffect, useState } from 'react';
import { type GoldpathApi, goldpathApiRef } from './api.ts';
import { type RoundAnswer, roundAnswers } from './roundAnswers.ts';
import type { Loaded } from './useLoaded.ts';

/** The requests of a page that loads in rounds. */
export interface RoundSource<Answer> {
  ask: (api: GoldpathApi, round?: number) => Promise<Answer>;
  /** whether there is nothing to wait for after the end of the round */
  isComplete: (answer: Answer) => boolean;
  /** the time between two requests after the end of the round, in milliseconds */
  pause: number;
}

/**
 * Loads something that the portal works on in the background. Every answer is shown, also after a later one has failed; `isLoading`
 * until the round has ended.
 *
 * @param source - a value outside of the component, which stays the same
 */
export function useRounds<Answer extends RoundAnswer>(source: RoundSource<Answer>): Loaded<Answer> {
  const goldpath = useApi(goldpathApiRef);
  const [state, setState] = useState<State<Answer>>({ isLoading: true });
  const [start, setStart] = useState(0);
  useEffect(() => {
    const controller = new AbortController();
    void follow(goldpath, source, controller.signal, setState);
    return () => controller.abort();
  }, [goldpath, source, start]);
  const reload = useCallback(() => {
    setState(before => ({ ...valueOf(before), isLoading: true }));
    setStart(count => count + 1);
  }, []);
  return { ...state, reload };
}

type State<Answer> = Omit<Loaded<Answer>, 'reload'>;

async function follow<Answer extends RoundAnswer>(
  goldpath: GoldpathApi,
  { ask, isComplete, pause }: RoundSource<Answer>,
  signal: AbortSignal,
  update: (change: (before: State<Answer>) => State<Answer>) => void,
): Promise<void> {
  const askPortal = (round?: number) => ask(goldpath, round);
  try {
    for await (const value of roundAnswers(askPortal, isComplete, pause, signal)) {
      if (signal.aborted) return;
      update(() => ({ value, isLoading: value.round.isRunning }));
    }
  } catch (error) {
    if (!signal.aborted) update(before => ({ ...valueOf(before), error: error as Error, isLoading: false }));
  }
}

function valueOf<Answer>({ value }: State<Answer>): Pick<State<Answer>, 'value'> {
  return value === undefined ? {} : { value };
}
