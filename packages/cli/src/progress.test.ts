import { expect, test } from 'vitest';
import { startProgress } from './progress.ts';

function written(isTTY: boolean, columns = 80): string {
  const parts: string[] = [];
  const stream = { isTTY, columns, write: (part: string) => parts.push(part) > 0 };
  const progress = startProgress(stream, 'first');
  progress.update('second');
  progress.end();
  return parts.join('');
}

test('a terminal shows one line, which is removed at the end', () => {
  expect(written(true)).toBe('\r\u001b[Kfirst\r\u001b[Ksecond\r\u001b[K');
});

test('a log shows nothing', () => {
  expect(written(false)).toBe('');
});

test('a line is cut where it would wrap', () => {
  expect(written(true, 5)).toBe('\r\u001b[Kfirs\r\u001b[Kseco\r\u001b[K');
});
