import type { Account } from '../accounts/viewer.ts';
import { type Database, isForeignKeyViolation } from '../database/database.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { Problem } from '../http/problem.ts';
import { toPage } from '../http/page.ts';
import { requireVisible } from '../prompts/service.ts';
import { visibleTo } from '../prompts/visibility.ts';
import type { NewReport, Report, ReportedPrompt, ReportPage, ReportQuery } from './schema.ts';

/**
 * Reports a prompt. A user has at most one report per prompt: another one changes its reason, and reopens it if it was
 * resolved.
 * @throws Problem `not_found`, or `forbidden` for the viewer's own prompt.
 */
export async function reportPrompt(
  database: Database,
  viewer: Account,
  promptId: string,
  { reason }: NewReport,
): Promise<Report> {
  const { creatorId } = await requireVisible(database, viewer, promptId);
  if (creatorId === viewer.id) {
    throw new Problem('forbidden', 'This prompt is your own: change or delete it instead.');
  }
  try {
    const key = { promptId, reporterId: viewer.id };
    const { id, createdAt } = await database.report.upsert({
      where: { promptId_reporterId: key },
      create: { ...key, reason },
      update: { reason, resolvedAt: null },
    });
    return { id, promptId, reason, createdAt: createdAt.toISOString() };
  } catch (error) {
    if (!isForeignKeyViolation(error)) throw error;
    throw new Problem('not_found', 'The prompt has just been deleted.', { cause: error });
  }
}

interface ReportRow extends Omit<ReportedPrompt, 'createdAt' | 'resolvedAt'> {
  createdAt: Date;
  resolvedAt: Date | null;
}

/**
 * Returns one page of the reports on prompts that the administrator may see, newest first. Reports on prompts that are
 * PRIVATE at the moment are left out, because they would reveal the title.
 */
export async function fetchReports(
  database: Database,
  viewer: Account,
  { state, limit, cursor }: ReportQuery,
): Promise<ReportPage> {
  const conditions = [
    visibleTo(viewer),
    state === 'open' ? Prisma.sql`r.resolved_at IS NULL` : Prisma.sql`r.resolved_at IS NOT NULL`,
  ];
  if (cursor !== undefined) conditions.push(Prisma.sql`r.id < ${cursor}::uuid`);
  const rows = await database.$queryRaw<ReportRow[]>`
    SELECT r.id, r.reason, r.created_at AS "createdAt", r.resolved_at AS "resolvedAt",
      jsonb_build_object('id', reporter.id, 'name', reporter.name) AS reporter,
      jsonb_build_object(
        'id', p.id, 'title', p.title, 'delisted', p.delisted_at IS NOT NULL,
        'creator', jsonb_build_object('id', creator.id, 'name', creator.name)
      ) AS prompt
    FROM reports r
    JOIN users reporter ON reporter.id = r.reporter_id
    JOIN prompts p ON p.id = r.prompt_id
    JOIN users creator ON creator.id = p.creator_id
    WHERE ${Prisma.join(conditions, ' AND ')}
    ORDER BY r.id DESC LIMIT ${limit + 1}`;
  return toPage(rows, limit, ({ id }) => id, toReportedPrompt);
}

/**
 * Marks a report as resolved; a resolved report is not changed.
 * @throws Problem `not_found`, also when the administrator may not see the prompt.
 */
export async function resolveReport(database: Database, viewer: Account, id: string): Promise<void> {
  const count = await database.$executeRaw`
    UPDATE reports r SET resolved_at = coalesce(r.resolved_at, now())
    FROM prompts p WHERE r.id = ${id}::uuid AND p.id = r.prompt_id AND ${visibleTo(viewer)}`;
  if (count === 0) throw new Problem('not_found', 'There is no report with this id.');
}

function toReportedPrompt({ createdAt, resolvedAt, ...row }: ReportRow): ReportedPrompt {
  return { ...row, createdAt: createdAt.toISOString(), resolvedAt: resolvedAt?.toISOString() ?? null };
}
