import { z } from 'zod';
import { pageOf, pageQuery } from '../http/page.ts';
import { text } from '../http/text.ts';

/** The fields that a client sends. */
export const NewNote = z
  .strictObject({
    title: text(200).meta({ example: 'Release' }),
    text: text(10_000, 0).default('').meta({ example: 'Friday at ten' }),
  })
  .meta({ id: 'NewNote' });
export type NewNote = z.output<typeof NewNote>;

/** A change; fields that are left out keep their values. */
export const NoteChange = z
  .strictObject({ title: text(200).optional(), text: text(10_000, 0).optional() })
  .meta({ id: 'NoteChange' });
export type NoteChange = z.output<typeof NoteChange>;

/** A note as the API shows it. */
export const Note = z
  .object({
    id: z.uuid(),
    title: z.string(),
    text: z.string(),
    version: z.int().min(1).meta({ description: 'Grows by one with each change.' }),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'Note' });
export type Note = z.output<typeof Note>;

export const NotePath = z.strictObject({ id: z.uuid() });

export const NoteQuery = z.strictObject(pageQuery(z.uuid()));
export type NoteQuery = z.output<typeof NoteQuery>;

export const NotePage = pageOf(Note).meta({ id: 'NotePage' });
