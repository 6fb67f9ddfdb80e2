import type { Response } from 'express';

/**
 * Sends the parts of a result as lines of JSON, each as soon as it is known. An error before the first part is thrown; a later one
 * is the last line, `{ "part": "error", "message": ... }`.
 *
 * @param work - its signal is aborted when the client ends the request
 */
export async function streamParts<Part>(
  response: Response,
  work: (send: (part: Part) => void, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const controller = new AbortController();
  response.once('close', () => controller.abort(new Error('the request has ended')));
  const send = (part: Part | { part: 'error'; message: string }) => {
    if (!response.headersSent) {
      // a compressed answer would be held back until its end
      response.status(200).set({
        'content-type': 'application/x-ndjson',
        'cache-control': 'no-store, no-transform',
      });
    }
    response.write(`${JSON.stringify(part)}\n`);
  };
  try {
    await work(send, controller.signal);
  } catch (error) {
    if (controller.signal.aborted) return;
    if (!response.headersSent) throw error;
    send({ part: 'error', message: (error as Error).message });
  }
  response.end();
}
