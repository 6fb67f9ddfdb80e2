import { expect, test } from 'vitest';
import { hasEnded, undoMessages } from './undoMessages.ts';

const log = (message: string, undo?: boolean) => ({
  type: 'log',
  body: { message, ...(undo !== undefined && { undo }) },
});

test('only the messages about undoing are returned, each once', () => {
  const events = [log('Published'), log('Removed it', true), log('Removed it', true), log('Other', false)];
  expect(undoMessages(events)).toEqual(['Removed it']);
});

test('a task that is being cancelled has not ended', () => {
  const cancelled = { type: 'cancelled', body: { message: '' } };
  expect(hasEnded([log('Published'), cancelled])).toBe(false);
  expect(hasEnded([cancelled, { type: 'completion', body: { message: '' } }])).toBe(true);
});
