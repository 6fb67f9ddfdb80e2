import type { ImageType } from './schema.ts';

/** The declaration of an image, which its bytes must match. */
export interface ImageFile {
  id: string;
  contentType: ImageType;
  /** Bytes. */
  size: number;
}

/** The URL and headers with which a client uploads an image. */
export interface Upload {
  url: string;
  headers: Record<string, string>;
  expiresAt: Date;
}

/** The properties of an image in the store. */
export interface StoredImage {
  contentType: string;
  /** Bytes. */
  size: number;
  /** The first {@link START_BYTES} bytes, or all if there are fewer. */
  start: Buffer;
}

/** Stores the bytes of images. URLs are valid for {@link URL_SECONDS} and for one file. */
export interface ImageStore {
  /** Returns a URL that accepts one upload, of exactly the declared type and size. */
  presignPut(file: ImageFile): Promise<Upload>;
  /** Returns a URL to download the file. */
  presignGet(file: ImageFile): Promise<string>;
  /** Returns null when nothing has been uploaded. */
  inspect(file: ImageFile): Promise<StoredImage | null>;
  /** Deletes the bytes, if there are any. */
  delete(file: ImageFile): Promise<void>;
}

/** How long a URL is valid. */
export const URL_SECONDS = 600;

/** The number of bytes needed to recognize the type of an image. */
export const START_BYTES = 12;

/** Returns the headers that an upload needs. The last one prevents the replacement of a file that was inspected. */
export function uploadHeaders({ contentType, size }: ImageFile): Record<string, string> {
  return { 'Content-Type': contentType, 'Content-Length': String(size), 'If-None-Match': '*' };
}
