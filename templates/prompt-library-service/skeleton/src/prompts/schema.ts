import { z } from 'zod';
import { pageOf, pageQuery } from '../http/page.ts';
import { text } from '../http/text.ts';
import { TagName } from '../tags/schema.ts';

const agentType = z
  .enum(['LLM', 'IMAGE'])
  .meta({ description: 'What the prompt is for: a language model or an image model.' });

/** What is needed to add a prompt. */
export const NewPrompt = z
  .strictObject({
    title: text(200),
    description: text(2_000),
    text: text(200_000),
    agentType,
    creatorId: z.uuid().meta({ description: 'The user who wrote it.' }),
    tags: z.array(TagName).max(20).prefault([]),
  })
  .meta({ id: 'NewPrompt' });
export type NewPrompt = z.output<typeof NewPrompt>;

/** A prompt in a list: everything but its text. */
export const PromptSummary = z
  .object({
    id: z.uuid(),
    title: z.string(),
    description: z.string(),
    agentType,
    tags: z.array(z.string()).meta({ description: 'In alphabetical order.' }),
    creator: z.object({ id: z.uuid(), name: z.string() }),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'PromptSummary' });
export type PromptSummary = z.output<typeof PromptSummary>;

/** A prompt with its text. */
export const Prompt = PromptSummary.extend({ text: z.string() }).meta({ id: 'Prompt' });
export type Prompt = z.output<typeof Prompt>;

/** One page of prompts. */
export const PromptPage = pageOf(PromptSummary).meta({ id: 'PromptPage' });
export type PromptPage = z.output<typeof PromptPage>;

/** Which prompts to list. */
export const PromptQuery = z.strictObject({
  tag: z
    .preprocess(value => (typeof value === 'string' ? [value] : value), z.array(TagName).max(10).prefault([]))
    .meta({ description: 'Repeatable: prompts that have every tag.' }),
  ...pageQuery(z.uuid()),
});
export type PromptQuery = z.output<typeof PromptQuery>;
