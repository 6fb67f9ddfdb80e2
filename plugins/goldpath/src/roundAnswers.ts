import type { RoundState } from '@goldpath/plugin-goldpath-common';

/** An answer of the portal, which works on later ones. */
export interface RoundAnswer {
  round: RoundState;
}

/**
 * Asks the portal until its work has ended.
 *
 * @param ask - sends a request, from the second on with the number of the round, so that the portal does not begin its work again
 * @param isComplete - whether an answer that the round has ended with is the last one; otherwise it is asked for again after a pause
 * @param pause - in milliseconds
 * @throws the error of a request, after which there are no more
 */
export async function* roundAnswers<Answer extends RoundAnswer>(
  ask: (round?: number) => Promise<Answer>,
  isComplete: (answer: Answer) => boolean,
  pause: number,
  signal: AbortSignal,
): AsyncGenerator<Answer> {
  let answer = await ask();
  yield answer;
  while (answer.round.isRunning || !isComplete(answer)) {
    if (!answer.round.isRunning) await passed(pause, signal);
    if (signal.aborted) return;
    answer = await ask(answer.round.number);
    yield answer;
  }
}

/** Fulfilled after a time, or as soon as the signal is aborted. */
function passed(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
