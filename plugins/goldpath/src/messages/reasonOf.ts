import type { Text } from './useText.ts';

const GATEWAY_STATUSES = new Set([502, 503, 504]);

/** Whether a request failed because the portal's backend did not answer: itself, or a proxy in front of it. */
export function isUnreachable(error: Error): boolean {
  // a page that is opened for the first time loads its program
  if (error.name === 'ChunkLoadError') return true;
  // the words of Chrome, Firefox and Safari
  if (error.name === 'TypeError' && /fetch|network|load failed/i.test(error.message)) return true;
  const { statusCode } = error as { statusCode?: number };
  return statusCode !== undefined && GATEWAY_STATUSES.has(statusCode);
}

/** The reason of a failed request, to be read inside a sentence. */
export function reasonOf(error: Error, t: Text): string {
  return isUnreachable(error) ? t('problem.unreachable') : error.message;
}
