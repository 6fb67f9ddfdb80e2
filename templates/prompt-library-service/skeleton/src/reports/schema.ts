import { z } from 'zod';
import { pageOf, pageQuery } from '../http/page.ts';
import { text } from '../http/text.ts';

/** The body for reporting a prompt. */
export const NewReport = z.strictObject({ reason: text(1_000) }).meta({ id: 'NewReport' });
export type NewReport = z.output<typeof NewReport>;

/** A report as its author sees it. */
export const Report = z
  .object({ id: z.uuid(), promptId: z.uuid(), reason: z.string(), createdAt: z.iso.datetime() })
  .meta({ id: 'Report' });
export type Report = z.output<typeof Report>;

const Person = z.object({ id: z.uuid(), name: z.string() });

/** A report as administrators see it. */
export const ReportedPrompt = z
  .object({
    id: z.uuid(),
    reason: z.string(),
    prompt: z.object({ id: z.uuid(), title: z.string(), delisted: z.boolean(), creator: Person }),
    reporter: Person,
    createdAt: z.iso.datetime(),
    resolvedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'ReportedPrompt' });
export type ReportedPrompt = z.output<typeof ReportedPrompt>;

/** One page of reports. */
export const ReportPage = pageOf(ReportedPrompt).meta({ id: 'ReportPage' });
export type ReportPage = z.output<typeof ReportPage>;

/** The path parameters of the routes about one report. */
export const ReportPath = z.strictObject({ id: z.uuid() });

/** The query of the report list. */
export const ReportQuery = z.strictObject({
  state: z.enum(['open', 'resolved']).default('open'),
  ...pageQuery(z.uuid()),
});
export type ReportQuery = z.output<typeof ReportQuery>;
