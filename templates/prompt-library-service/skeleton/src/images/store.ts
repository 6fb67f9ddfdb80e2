import type { ImageType } from './schema.ts';

/** An image as it was declared: what its bytes must be. */
export interface ImageFile {
  id: string;
  contentType: ImageType;
  /** Bytes. */
  size: number;
}

/** Where and how a client uploads an image. */
export interface Upload {
  url: string;
  headers: Record<string, string>;
  expiresAt: Date;
}

/** What lies in the store. */
export interface StoredImage {
  contentType: string;
  /** Bytes. */
  size: number;
  /** The first {@link START_BYTES}, or all if there are fewer. */
  start: Buffer;
}

/** Where the bytes of images lie. Addresses are good for {@link ADDRESS_SECONDS} and for one file. */
export interface ImageStore {
  /** The address takes one file, once, of exactly the declared type and size. */
  presignPut(file: ImageFile): Promise<Upload>;
  /** The address to look at the file. */
  presignGet(file: ImageFile): Promise<string>;
  /** Null when nothing has been uploaded. */
  inspect(file: ImageFile): Promise<StoredImage | null>;
  /** Deletes the bytes; there may be none. */
  delete(file: ImageFile): Promise<void>;
}

/** How long an address may be used. */
export const ADDRESS_SECONDS = 600;

/** As many bytes as tell the type of an image. */
export const START_BYTES = 12;

/** The headers that an upload must come with. The last one keeps a file that was looked at from being replaced. */
export function uploadHeaders({ contentType, size }: ImageFile): Record<string, string> {
  return { 'Content-Type': contentType, 'Content-Length': String(size), 'If-None-Match': '*' };
}
