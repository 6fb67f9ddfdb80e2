import { defineRoute, type Feature } from '../http/route.ts';
import { NewNote, Note, NoteChange, NotePage, NotePath, NoteQuery } from './schema.ts';
import { createNote, deleteNote, fetchNote, fetchNotes, updateNote } from './service.ts';

const create = defineRoute({
  method: 'post',
  path: '/v1/notes',
  operationId: 'createNote',
  summary: 'Add a note',
  body: NewNote,
  status: 201,
  response: Note,
  handle: async ({ body }, { database }) => {
    const note = await createNote(database, body);
    return { body: note, version: note.version, location: `/v1/notes/${note.id}` };
  },
});

const list = defineRoute({
  method: 'get',
  path: '/v1/notes',
  operationId: 'listNotes',
  summary: 'List the notes, the newest first',
  query: NoteQuery,
  status: 200,
  response: NotePage,
  handle: async ({ query }, { database }) => ({ body: await fetchNotes(database, query) }),
});

const read = defineRoute({
  method: 'get',
  path: '/v1/notes/:id',
  operationId: 'getNote',
  summary: 'Get a note',
  params: NotePath,
  status: 200,
  response: Note,
  problems: ['not_found'],
  handle: async ({ params }, { database }) => {
    const note = await fetchNote(database, params.id);
    return { body: note, version: note.version };
  },
});

const change = defineRoute({
  method: 'patch',
  path: '/v1/notes/:id',
  operationId: 'updateNote',
  summary: 'Change a note',
  params: NotePath,
  body: NoteChange,
  status: 200,
  response: Note,
  precondition: true,
  problems: ['not_found'],
  handle: async ({ params, body }, { database, expected }) => {
    const note = await updateNote(database, params.id, body, expected);
    return { body: note, version: note.version };
  },
});

const remove = defineRoute({
  method: 'delete',
  path: '/v1/notes/:id',
  operationId: 'deleteNote',
  summary: 'Delete a note',
  params: NotePath,
  status: 204,
  problems: ['not_found'],
  handle: async ({ params }, { database }) => {
    await deleteNote(database, params.id);
    return {};
  },
});

/** The sample resource: adding, listing, reading, changing and deleting notes. */
export const notes: Feature = {
  name: 'notes',
  description: 'Adding, listing, reading, changing and deleting notes.',
  routes: [create, list, read, change, remove],
};
