import { createHmac, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { link, mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  URL_SECONDS,
  type ImageFile,
  type ImageStore,
  START_BYTES,
  type StoredImage,
  type Upload,
  uploadHeaders,
} from './store.ts';

/** Stores images in a folder, for development and tests; this service itself sends and receives them. */
export class FolderStore implements ImageStore {
  /** Absolute path. */
  readonly folder: string;
  #key: Buffer | undefined;

  constructor(folder: string) {
    this.folder = resolve(folder);
  }

  async presignPut(file: ImageFile): Promise<Upload> {
    const expires = expiry();
    const url = await this.#signedUrl('PUT', file, expires);
    return { url, headers: uploadHeaders(file), expiresAt: new Date(expires * 1000) };
  }

  presignGet(file: ImageFile): Promise<string> {
    return this.#signedUrl('GET', file, expiry());
  }

  async inspect(file: ImageFile): Promise<StoredImage | null> {
    const handle = await nullIfMissing(open(this.#path(file)));
    if (!handle) return null;
    try {
      const { size } = await handle.stat();
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(START_BYTES), 0, START_BYTES, 0);
      // The file name contains the type.
      return { contentType: file.contentType, size, start: buffer.subarray(0, bytesRead) };
    } finally {
      await handle.close();
    }
  }

  async delete(file: ImageFile): Promise<void> {
    await rm(this.#path(file), { force: true });
  }

  /**
   * Returns whether a URL was signed for this method and file, and has not expired.
   * @param expires - seconds since 1970.
   */
  async allows(method: string, file: ImageFile, expires: number, signature: string): Promise<boolean> {
    const expected = Buffer.from(await this.#sign(method, file, expires));
    const given = Buffer.from(signature);
    return (
      expires * 1000 > Date.now() && given.length === expected.length && timingSafeEqual(given, expected)
    );
  }

  /**
   * Stores the bytes once all of them have arrived.
   * @returns false when the file already exists; it is not changed.
   */
  async write(file: ImageFile, bytes: Readable): Promise<boolean> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    return putOnce(this.#path(file), temporary =>
      pipeline(bytes, createWriteStream(temporary, { flags: 'wx' })),
    );
  }

  /** Returns the name of a file in the folder. */
  nameOf({ id, contentType }: ImageFile): string {
    return `${id}.${contentType.replace('image/', '')}`;
  }

  #path(file: ImageFile): string {
    return join(this.folder, this.nameOf(file));
  }

  async #signedUrl(method: string, file: ImageFile, expires: number): Promise<string> {
    const signature = await this.#sign(method, file, expires);
    const query = { type: file.contentType, size: String(file.size), expires: String(expires), signature };
    return `/v1/image-files/${file.id}?${new URLSearchParams(query).toString()}`;
  }

  async #sign(method: string, { id, contentType, size }: ImageFile, expires: number): Promise<string> {
    this.#key ??= await signingKey(this.folder);
    const signed = JSON.stringify([method, id, contentType, size, expires]);
    return createHmac('sha256', this.#key).update(signed).digest('base64url');
  }
}

function expiry(): number {
  return Math.ceil(Date.now() / 1000) + URL_SECONDS;
}

/** Returns the folder's key; the first process that needs one creates it. */
async function signingKey(folder: string): Promise<Buffer> {
  const path = join(folder, 'signing-key');
  const known = await nullIfMissing(readFile(path));
  if (known) return known;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await putOnce(path, temporary => writeFile(temporary, randomBytes(32), { mode: 0o600, flag: 'wx' }));
  return readFile(path);
}

/** Creates a complete file or none; the first writer wins, because a link never replaces a file as a rename would. */
async function putOnce(path: string, write: (temporary: string) => Promise<void>): Promise<boolean> {
  const temporary = `${path}.${randomUUID()}.part`;
  try {
    await write(temporary);
    await link(temporary, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(temporary, { force: true });
  }
}

async function nullIfMissing<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
