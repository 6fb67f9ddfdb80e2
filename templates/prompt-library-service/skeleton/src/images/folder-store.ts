import { createHmac, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { link, mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  ADDRESS_SECONDS,
  type ImageFile,
  type ImageStore,
  START_BYTES,
  type StoredImage,
  type Upload,
  uploadHeaders,
} from './store.ts';

/** Images in a folder, for development and tests; this service hands them out and takes them in by itself. */
export class FolderStore implements ImageStore {
  /** Absolute path. */
  readonly folder: string;
  #key: Buffer | undefined;

  constructor(folder: string) {
    this.folder = resolve(folder);
  }

  async presignPut(file: ImageFile): Promise<Upload> {
    const expires = expiry();
    const url = await this.#address('PUT', file, expires);
    return { url, headers: uploadHeaders(file), expiresAt: new Date(expires * 1000) };
  }

  presignGet(file: ImageFile): Promise<string> {
    return this.#address('GET', file, expiry());
  }

  async inspect(file: ImageFile): Promise<StoredImage | null> {
    const handle = await ifThere(open(this.#path(file)));
    if (!handle) return null;
    try {
      const { size } = await handle.stat();
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(START_BYTES), 0, START_BYTES, 0);
      // The type is a part of the name.
      return { contentType: file.contentType, size, start: buffer.subarray(0, bytesRead) };
    } finally {
      await handle.close();
    }
  }

  async delete(file: ImageFile): Promise<void> {
    await rm(this.#path(file), { force: true });
  }

  /**
   * Whether an address was signed for this and may still be used.
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
   * Stores the bytes when the last of them has come.
   * @returns false when there is a file already: it stays as it is.
   */
  async write(file: ImageFile, bytes: Readable): Promise<boolean> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    return putOnce(this.#path(file), temporary =>
      pipeline(bytes, createWriteStream(temporary, { flags: 'wx' })),
    );
  }

  /** The name of a file in the folder. */
  nameOf({ id, contentType }: ImageFile): string {
    return `${id}.${contentType.replace('image/', '')}`;
  }

  #path(file: ImageFile): string {
    return join(this.folder, this.nameOf(file));
  }

  async #address(method: string, file: ImageFile, expires: number): Promise<string> {
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
  return Math.ceil(Date.now() / 1000) + ADDRESS_SECONDS;
}

/** The folder's key; the first process that needs one makes it. */
async function signingKey(folder: string): Promise<Buffer> {
  const path = join(folder, 'signing-key');
  const known = await ifThere(readFile(path));
  if (known) return known;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await putOnce(path, temporary => writeFile(temporary, randomBytes(32), { mode: 0o600, flag: 'wx' }));
  return readFile(path);
}

/** Makes a file appear whole or not at all, the first of several; a link never replaces a file, a rename would. */
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

async function ifThere<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
