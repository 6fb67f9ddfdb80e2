import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { Config } from '../config.ts';
import { inputReader } from '../http/input.ts';
import { Problem } from '../http/problem.ts';
import { defineRawRoute } from '../http/route.ts';
import { FolderStore } from './folder-store.ts';
import { openStore } from './open-store.ts';
import { Bytes, ImageFilePath, ImageFileQuery, ImageType } from './schema.ts';
import { type ImageFile, uploadHeaders } from './store.ts';

const description =
  'Serves the URLs of images that are stored in a folder instead of a bucket: the signature is the permission.';

/** The bodies: an image of any of the types. */
const bytes = Object.fromEntries(ImageType.options.map(type => [type, Bytes]));

const readSigned = inputReader({ params: ImageFilePath, query: ImageFileQuery, body: undefined });

/** Receives the bytes of an image, as S3 does when there is a bucket. */
export const uploadFile = defineRawRoute(
  {
    method: 'put',
    path: '/v1/image-files/:id',
    operationId: 'uploadImageFile',
    summary: 'Upload the bytes of an image',
    description,
    access: 'anyone',
    params: ImageFilePath,
    query: ImageFileQuery,
    requestContent: bytes,
    status: 200,
    problems: ['not_found', 'forbidden', 'precondition_failed', 'malformed_request'],
  },
  async (request, response, { config }) => {
    const { store, file } = await requireSigned(request, config);
    const wrong = Object.entries(uploadHeaders(file)).find(([name, value]) => request.get(name) !== value);
    if (wrong) throw new Problem('forbidden', `The signature is for an upload with ${wrong.join(': ')}.`);
    // Content-Length is reliable: Node ends the body there, and a shorter body counts as an aborted request.
    const isNew = await store.write(file, request).catch((error: unknown) => {
      if (request.complete) throw error;
      throw new Problem('malformed_request', 'The upload was aborted.', { cause: error });
    });
    if (!isNew) throw new Problem('precondition_failed', 'The image has already been uploaded.');
    response.status(200).end();
  },
);

/** Sends an image. */
export const downloadFile = defineRawRoute(
  {
    method: 'get',
    path: '/v1/image-files/:id',
    operationId: 'getImageFile',
    summary: 'Download the bytes of an image',
    description,
    access: 'anyone',
    params: ImageFilePath,
    query: ImageFileQuery,
    status: 200,
    responseContent: bytes,
    otherStatuses: { 206: 'The bytes that Range names.' },
    headers: ['ETag', 'Content-Range'],
    problems: ['not_found', 'forbidden', 'precondition_failed', 'range_not_satisfiable'],
  },
  async (request, response, { config }) => {
    const { store, file } = await requireSigned(request, config);
    if (!(await store.inspect(file))) throw new Problem('not_found', 'The image does not exist any more.');
    // Pages of other origins may show it, as they may with the URL of a bucket.
    response.set('Cross-Origin-Resource-Policy', 'cross-origin');
    await sendFile(response, store, file);
  },
);

/**
 * Sends the bytes, or the range that the client asked for.
 * @throws Problem `range_not_satisfiable` or `precondition_failed`.
 */
function sendFile(response: Response, store: FolderStore, file: ImageFile): Promise<void> {
  return new Promise((resolve, reject) => {
    response.sendFile(store.nameOf(file), { root: store.folder }, (error: Error | undefined) => {
      const { status } = (error ?? {}) as { status?: number };
      if (!error || response.headersSent) resolve();
      else if (status === 416) {
        const headers = { 'Content-Range': `bytes */${file.size}` };
        reject(new Problem('range_not_satisfiable', `The image has ${file.size} bytes.`, { headers }));
      } else if (status === 412) {
        reject(new Problem('precondition_failed', 'The image is not the one that If-Match names.'));
      } else reject(error);
    });
  });
}

async function requireSigned(
  request: Request,
  config: Config,
): Promise<{ store: FolderStore; file: ImageFile }> {
  const store = await openStore(config);
  if (!(store instanceof FolderStore)) throw new Problem('not_found', 'The images are stored in a bucket.');
  const input = readSigned(request);
  const { id } = input.params as z.output<typeof ImageFilePath>;
  const { type, size, expires, signature } = input.query as z.output<typeof ImageFileQuery>;
  const file = { id, contentType: type, size };
  if (await store.allows(request.method, file, expires, signature)) return { store, file };
  throw new Problem('forbidden', 'The signature is invalid or has expired: request a new URL.');
}
