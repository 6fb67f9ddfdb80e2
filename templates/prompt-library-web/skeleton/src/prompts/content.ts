import { readText } from '../forms/readText.ts';
import type { components } from '../api/schema.d.ts';

type Content = components['schemas']['NewPrompt'];

const kinds = ['LLM', 'IMAGE'] as const;
const visibilities = ['PUBLIC', 'PRO', 'PRIVATE'] as const;

/** Tags as they are written in one field, separated by commas. */
export function readTags(text: string): string[] {
  const tags = text.split(/[,，、]/).map(tag => tag.trim());
  return [...new Set(tags.filter(tag => tag !== ''))];
}

/** The content of a prompt, from its form. */
export function readContent(form: FormData): Content {
  return {
    title: readText(form, 'title').trim(),
    description: readText(form, 'description').trim(),
    // browsers send CRLF, and a text is compared line by line
    text: readText(form, 'text').replaceAll('\r\n', '\n'),
    agentType: kinds.find(kind => kind === readText(form, 'agentType')) ?? 'LLM',
    // an unknown value shows the prompt to as few people as possible
    visibility: visibilities.find(one => one === readText(form, 'visibility')) ?? 'PRIVATE',
    tags: readTags(readText(form, 'tags')),
  };
}
