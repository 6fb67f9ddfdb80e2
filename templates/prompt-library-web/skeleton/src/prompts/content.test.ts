import { expect, test } from 'vitest';
import { readContent, readTags } from './content.ts';

test('tags are separated by commas of both languages, each once', () => {
  expect(readTags(' writing, 마케팅、code，, writing')).toEqual(['writing', '마케팅', 'code']);
});

test('a form is read as the content of a prompt', () => {
  const form = new FormData();
  form.set('title', ' Release notes ');
  form.set('text', 'one\r\n  two\r\n');
  form.set('agentType', 'IMAGE');
  form.set('visibility', 'PRO');
  form.set('tags', 'a,b');
  expect(readContent(form)).toEqual({
    title: 'Release notes',
    description: '',
    text: 'one\n  two\n',
    agentType: 'IMAGE',
    visibility: 'PRO',
    tags: ['a', 'b'],
  });
});

test('a form without a visibility is private', () => {
  expect(readContent(new FormData()).visibility).toBe('PRIVATE');
});
