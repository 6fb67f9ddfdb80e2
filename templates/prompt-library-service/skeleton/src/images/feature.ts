import { defineRoute, type Feature } from '../http/route.ts';
import { PromptPath } from '../prompts/schema.ts';
import { downloadFile, uploadFile } from './files.ts';
import { openStore } from './open-store.ts';
import { Image, ImageList, ImagePath, ImageUpload, NewImage } from './schema.ts';
import { confirmImage, createImage, deleteImage, fetchImages, sweepImages } from './service.ts';

const create = defineRoute({
  method: 'post',
  path: '/v1/prompts/:id/images',
  operationId: 'createImage',
  summary: 'Declare an image of a prompt and get the URL to upload it to',
  description: 'For your own prompts with agentType IMAGE. PUT the bytes to the URL, then confirm the image.',
  access: 'user',
  params: PromptPath,
  body: NewImage,
  status: 201,
  response: ImageUpload,
  links: {
    confirm: {
      operationId: 'confirmImage',
      parameters: { id: '$request.path.id', imageId: '$response.body#/id' },
    },
  },
  idempotent: true,
  problems: ['not_found', 'forbidden', 'conflict'],
  handle: async ({ params, body }, { database, config, viewer }) => ({
    body: await createImage(database, await openStore(config), viewer, params.id, body),
  }),
});

const confirm = defineRoute({
  method: 'post',
  path: '/v1/prompts/:id/images/:imageId/confirm',
  operationId: 'confirmImage',
  summary: 'Publish an image that has been uploaded',
  description: 'Checks that the bytes match the declaration; otherwise they are deleted.',
  access: 'user',
  params: ImagePath,
  status: 200,
  response: Image,
  problems: ['not_found', 'forbidden', 'conflict', 'image_refused'],
  handle: async ({ params }, { database, config, viewer }) => ({
    body: await confirmImage(database, await openStore(config), viewer, params),
  }),
});

const list = defineRoute({
  method: 'get',
  path: '/v1/prompts/:id/images',
  operationId: 'listImages',
  summary: 'List the images of a prompt, oldest first',
  access: 'anyone',
  params: PromptPath,
  status: 200,
  response: ImageList,
  problems: ['not_found'],
  handle: async ({ params }, { database, config, viewer }) => ({
    body: await fetchImages(database, await openStore(config), viewer, params.id),
  }),
});

const remove = defineRoute({
  method: 'delete',
  path: '/v1/prompts/:id/images/:imageId',
  operationId: 'deleteImage',
  summary: 'Delete an image',
  access: 'user',
  params: ImagePath,
  status: 204,
  problems: ['not_found', 'forbidden'],
  handle: async ({ params }, { database, config, viewer }) => {
    await deleteImage(database, await openStore(config), viewer, params);
    return {};
  },
});

/** Images that show the results of an IMAGE prompt. */
export const images: Feature = {
  name: 'images',
  description: 'Images that show the results of an IMAGE prompt.',
  routes: [create, confirm, list, remove, uploadFile, downloadFile],
  sweep: async ({ database, config }) => sweepImages(database, await openStore(config)),
};
