import { z } from 'zod';
import { text } from '../http/text.ts';
import { PromptPath } from '../prompts/schema.ts';

/** The supported image types. */
export const ImageType = z.enum(['image/png', 'image/jpeg', 'image/webp']);
export type ImageType = z.output<typeof ImageType>;

/** The bytes of an image, in the OpenAPI document. */
export const Bytes = z.string().meta({ id: 'Bytes', format: 'binary' });

/** The maximum number of images per prompt. */
export const IMAGES_MAX = 10;

/** The body that declares an upload. */
export const NewImage = z
  .strictObject({
    contentType: ImageType,
    size: z.int().min(1).max(10_000_000).meta({ description: 'Bytes.' }),
  })
  .meta({ id: 'NewImage' });
export type NewImage = z.output<typeof NewImage>;

/** The URL to upload an image to. */
export const ImageUpload = z
  .object({
    id: z.uuid(),
    upload: z.object({
      method: z.literal('PUT'),
      url: z.string().meta({ description: 'Absolute, or a path of this service.' }),
      headers: z
        .record(z.string(), z.string())
        .meta({ description: 'Send them exactly like this. Browsers add Content-Length themselves.' }),
      expiresAt: z.iso.datetime(),
    }),
  })
  .meta({ id: 'ImageUpload' });
export type ImageUpload = z.output<typeof ImageUpload>;

/** An image of a prompt. */
export const Image = z
  .object({
    id: z.uuid(),
    contentType: ImageType,
    size: z.int().meta({ description: 'Bytes.' }),
    url: z.string().meta({ description: 'Absolute, or a path of this service; valid for ten minutes.' }),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Image' });
export type Image = z.output<typeof Image>;

/** All images of a prompt. */
export const ImageList = z.object({ items: z.array(Image).max(IMAGES_MAX) }).meta({ id: 'ImageList' });
export type ImageList = z.output<typeof ImageList>;

/** The path parameters of the routes about one image. */
export const ImagePath = PromptPath.extend({ imageId: z.uuid() });

/** The path parameters of a file in the folder. */
export const ImageFilePath = z.strictObject({ id: z.uuid() });

/** The signed properties of such a file's URL, and the signature. */
export const ImageFileQuery = z.strictObject({
  type: ImageType,
  size: z.coerce.number('must be a number of bytes').int(),
  expires: z.coerce.number('must be a time').int().meta({ description: 'Seconds since 1970.' }),
  signature: text(100),
});
