import { z } from 'zod';
import { pageOf, pageQuery } from '../http/page.ts';
import { PromptContent, PromptPath } from '../prompts/schema.ts';

const version = z.coerce.number('must be a number').int().min(1).max(2_147_483_647);

/** The path parameters of the routes about one version. */
export const VersionPath = PromptPath.extend({ version });

/** The query of the version list. */
export const VersionQuery = z.strictObject(pageQuery(z.int32()));
export type VersionQuery = z.output<typeof VersionQuery>;

const { shape } = PromptContent;

/** A version in a list. */
export const VersionSummary = z
  .object({
    version: z.int(),
    title: z.string(),
    visibility: shape.visibility,
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'PromptVersionSummary' });
export type VersionSummary = z.output<typeof VersionSummary>;

/** One page of versions. */
export const VersionPage = pageOf(VersionSummary).meta({ id: 'PromptVersionPage' });
export type VersionPage = z.output<typeof VersionPage>;

/** The content of a prompt in one version. */
export const Version = VersionSummary.extend({
  description: z.string(),
  text: z.string(),
  agentType: shape.agentType,
  tags: z.array(z.string()),
}).meta({ id: 'PromptVersion' });
export type Version = z.output<typeof Version>;

/** The query of a comparison. */
export const DiffQuery = z.strictObject({
  from: version.optional().meta({ description: 'The earlier version; by default the previous one.' }),
});

/** Lines that are the same, added or removed. */
const LineChange = z.object({ kind: z.enum(['same', 'added', 'removed']), text: z.string() });

const FieldValue = z.union([z.string(), z.array(z.string())]);

/** The differences between two versions; unchanged fields are left out. */
export const VersionDiff = z
  .object({
    from: z.int(),
    to: z.int(),
    fields: z
      .array(z.object({ field: z.string(), before: FieldValue, after: FieldValue }))
      .meta({ description: 'The short fields that changed, with their complete values before and after.' }),
    text: z.array(LineChange).meta({ description: 'The text line by line; empty when it did not change.' }),
  })
  .meta({ id: 'PromptVersionDiff' });
export type VersionDiff = z.output<typeof VersionDiff>;
