import { expect, test } from 'vitest';
import { startProgress } from './progress.ts';

function written(isTTY: boolean, columns = 80): string {
  let text = '';
  const stream = { isTTY, columns, write: (part: string) => ((text += part), true) };
  const progress = startProgress(stream as unknown as NodeJS.WriteStream, 'first');
  progress.say('second');
  progress.end();
  return text;
}

test('a terminal sees one line, which is gone at the end', () => {
  expect(written(true)).toBe('\r\u001b[Kfirst\r\u001b[Ksecond\r\u001b[K');
});

test('a log sees nothing', () => {
  expect(written(false)).toBe('');
});

test('a line is cut where it would wrap', () => {
  expect(written(true, 5)).toBe('\r\u001b[Kfirs\r\u001b[Kseco\r\u001b[K');
});
