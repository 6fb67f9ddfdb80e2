import type { Database } from '../database/database.ts';
import type { Note as Row } from '../generated/prisma/client.ts';
import { type Expected, requireVersion } from '../http/etag.ts';
import { toPage } from '../http/page.ts';
import { Problem } from '../http/problem.ts';
import type { NewNote, Note, NoteChange, NoteQuery } from './schema.ts';

/** Adds a note. */
export async function createNote(database: Database, note: NewNote): Promise<Note> {
  return toNote(await database.note.create({ data: note }));
}

/** Returns one page of the notes, the newest first. */
export async function fetchNotes(
  database: Database,
  { limit, cursor }: NoteQuery,
): Promise<{ items: Note[]; nextCursor: string | null }> {
  const rows = await database.note.findMany({
    // ids grow with time
    where: cursor === undefined ? {} : { id: { lt: cursor } },
    orderBy: { id: 'desc' },
    take: limit + 1,
  });
  return toPage(rows, limit, ({ id }) => id, toNote);
}

/**
 * Returns a note.
 * @throws Problem `not_found`.
 */
export async function fetchNote(database: Database, id: string): Promise<Note> {
  const row = await database.note.findUnique({ where: { id } });
  if (!row) throw notFound(id);
  return toNote(row);
}

/**
 * Changes a note that has an expected version.
 * @throws Problem `not_found`, or `precondition_failed` when it has changed in the meantime.
 */
export async function updateNote(
  database: Database,
  id: string,
  change: NoteChange,
  expected: Expected,
): Promise<Note> {
  const { version } = await fetchNote(database, id);
  requireVersion(expected, version);
  const { title, text } = change;
  const [row] = await database.note.updateManyAndReturn({
    // of two requests that read the same version, the second changes no row
    where: { id, ...(expected !== null && { version }) },
    data: {
      ...(title !== undefined && { title }),
      ...(text !== undefined && { text }),
      version: { increment: 1 },
    },
  });
  if (row) return toNote(row);
  // It was changed or deleted in the meantime.
  requireVersion(expected, (await fetchNote(database, id)).version);
  throw notFound(id);
}

/**
 * Deletes a note.
 * @throws Problem `not_found`.
 */
export async function deleteNote(database: Database, id: string): Promise<void> {
  const { count } = await database.note.deleteMany({ where: { id } });
  if (count === 0) throw notFound(id);
}

function notFound(id: string): Problem {
  return new Problem('not_found', `There is no note ${id}.`);
}

function toNote({ createdAt, updatedAt, ...row }: Row): Note {
  return { ...row, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
}
