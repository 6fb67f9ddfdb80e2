import { z } from 'zod';
import { pageOf, pageQuery } from '../http/page.ts';
import { text } from '../http/text.ts';
import { TagName } from '../tags/schema.ts';
import { MAX_BREADTH } from './broader.ts';
import { MAX_CORRECTED, MAX_LETTERS, MAX_SPELLINGS } from './spelling.ts';

const agentType = z
  .enum(['LLM', 'IMAGE'])
  .meta({ description: 'The kind of model that the prompt is for: a language model or an image model.' });

const visibility = z
  .enum(['PUBLIC', 'PRO', 'PRIVATE'])
  .meta({ description: 'Who may see it: everyone, users with a PRO subscription, or only the creator.' });

/** The content of a prompt, which its creator writes. */
export const PromptContent = z.strictObject({
  title: text(200),
  description: text(2_000, 0),
  text: text(200_000),
  agentType,
  visibility,
  tags: z.array(TagName).max(20),
});
export type PromptContent = z.output<typeof PromptContent>;

/** The body for adding a prompt. */
export const NewPrompt = PromptContent.extend({
  description: PromptContent.shape.description.default(''),
  visibility: visibility.default('PUBLIC'),
  tags: PromptContent.shape.tags.prefault([]),
}).meta({ id: 'NewPrompt' });
export type NewPrompt = z.output<typeof NewPrompt>;

/** The body for changing a prompt. */
export const PromptChange = z
  .strictObject({
    title: PromptContent.shape.title.exactOptional(),
    description: PromptContent.shape.description.exactOptional(),
    text: PromptContent.shape.text.exactOptional(),
    agentType: agentType.exactOptional(),
    visibility: visibility.exactOptional(),
    tags: PromptContent.shape.tags.exactOptional(),
  })
  .refine(change => Object.keys(change).length > 0, 'must change at least one field')
  .meta({ id: 'PromptChange', minProperties: 1 });
export type PromptChange = z.output<typeof PromptChange>;

/** A prompt in a list, without its text. */
export const PromptSummary = z
  .object({
    id: z.uuid(),
    title: z.string(),
    description: z.string(),
    agentType,
    visibility,
    tags: z.array(z.string()).meta({ description: 'In alphabetical order.' }),
    creator: z.object({ id: z.uuid(), name: z.string() }),
    likeCount: z.int(),
    liked: z.boolean().meta({ description: 'Whether you like it.' }),
    delisted: z
      .boolean()
      .meta({ description: 'Hidden by an administrator from everyone except its creator.' }),
    version: z.int(),
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

/** The path parameters of the routes about one prompt. */
export const PromptPath = z.strictObject({ id: z.uuid() });

const CorrectedWord = z.string().regex(new RegExp(`^\\p{L}{4,${MAX_LETTERS}}$`, 'u'));
const Corrections = z
  .array(z.tuple([CorrectedWord, z.array(CorrectedWord).min(1).max(MAX_SPELLINGS)]))
  .max(MAX_CORRECTED)
  .default([]);

/** How the search of the first page found something. */
const how = { instead: Corrections, breadth: z.int().min(0).max(MAX_BREADTH).default(0) };

/**
 * The key of the last prompt on a page; `instead` maps misspelt words to the corrections of the first page, and `breadth`
 * says how much broader its search was: see `broader`.
 */
const ListKey = z.discriminatedUnion('sort', [
  z.strictObject({ sort: z.literal('newest'), id: z.uuid(), ...how }),
  z.strictObject({ sort: z.literal('likes'), id: z.uuid(), likeCount: z.int32(), ...how }),
  z.strictObject({
    sort: z.literal('relevance'),
    id: z.uuid(),
    likeCount: z.int32(),
    rank: z.int().min(0).max(2),
    ...how,
  }),
]);
export type ListKey = z.output<typeof ListKey>;

const Sort = z.enum(['relevance', 'newest', 'likes']);
type Sort = z.output<typeof Sort>;

/** The query of the prompt list. */
export const PromptQuery = z
  .strictObject({
    q: text(200)
      .regex(/[\p{L}\p{N}]/u, 'must contain a letter or a digit')
      .optional()
      .meta({
        pattern: '[\\p{L}\\p{N}]',
        description:
          'Words that must all occur in the title, description or text, ignoring case and accents. Three or more ' +
          'letters, or a Hangul syllable, are also found inside words; fewer letters only as whole words. When ' +
          'nothing is found, the search is repeated without Korean particles and hyphens, with typing errors corrected, ' +
          'with the parts of Korean compounds, with all words but one, and with any of the words.',
      }),
    tag: z
      .preprocess(
        value => (typeof value === 'string' ? [value] : value),
        z.array(TagName).max(10).prefault([]),
      )
      .meta({ description: 'Repeatable: returns the prompts that have all of the tags.' }),
    agentType: agentType.optional(),
    visibility: visibility.optional(),
    creator: z
      .union([z.literal('me'), z.uuid()])
      .optional()
      .meta({ description: 'The id of the user who wrote it, or `me`.' }),
    sort: Sort.optional().meta({
      description:
        '`relevance` needs `q` and is then the default: matches in the title first, then in the description, then ' +
        'in the text, each with the most liked first. Without `q` the default is `newest`.',
    }),
    ...pageQuery(ListKey),
  })
  .refine(({ q, sort }) => sort !== 'relevance' || q !== undefined, {
    path: ['sort'],
    error: 'relevance is only for searches: set q',
  })
  .refine(query => !query.cursor || query.cursor.sort === sortOf(query), {
    path: ['cursor'],
    error: 'is not a nextCursor of this list',
  });
export type PromptQuery = z.output<typeof PromptQuery>;

/** Returns the order of a list. */
export function sortOf({ q, sort }: { q?: string | undefined; sort?: Sort | undefined }): Sort {
  return sort ?? (q === undefined ? 'newest' : 'relevance');
}
