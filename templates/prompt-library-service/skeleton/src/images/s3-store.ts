import {
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import {
  URL_SECONDS,
  type ImageFile,
  type ImageStore,
  START_BYTES,
  type StoredImage,
  type Upload,
  uploadHeaders,
} from './store.ts';

/** Stores images in an S3 bucket, each under its id. Credentials and region come from the environment. */
export class S3Store implements ImageStore {
  readonly #bucket: string;
  readonly #client = new S3Client({
    // Otherwise the URL would require the checksum of a body that the SDK does not have.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: { connectionTimeout: 2_000, requestTimeout: 5_000, throwOnRequestTimeout: true },
  });

  constructor(bucket: string) {
    this.#bucket = bucket;
  }

  async presignPut(file: ImageFile): Promise<Upload> {
    const expiresAt = new Date(Date.now() + URL_SECONDS * 1000);
    const command = new PutObjectCommand({
      ...this.#object(file),
      ContentType: file.contentType,
      ContentLength: file.size,
      IfNoneMatch: '*',
    });
    // By default the presigner does not sign Content-Type, so that any type could be uploaded.
    const signableHeaders = new Set([
      'host',
      ...Object.keys(uploadHeaders(file)).map(name => name.toLowerCase()),
    ]);
    const url = await getSignedUrl(this.#client, command, { expiresIn: URL_SECONDS, signableHeaders });
    return { url, headers: uploadHeaders(file), expiresAt };
  }

  presignGet(file: ImageFile): Promise<string> {
    return getSignedUrl(this.#client, new GetObjectCommand(this.#object(file)), {
      expiresIn: URL_SECONDS,
    });
  }

  async inspect(file: ImageFile): Promise<StoredImage | null> {
    const range = { Range: `bytes=0-${START_BYTES - 1}` };
    try {
      const answer = await this.#client.send(new GetObjectCommand({ ...this.#object(file), ...range }));
      return {
        contentType: answer.ContentType ?? '',
        size: Number(answer.ContentRange?.split('/')[1]),
        start: Buffer.from((await answer.Body?.transformToByteArray()) ?? []),
      };
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  async delete(file: ImageFile): Promise<void> {
    await this.#client.send(new DeleteObjectCommand(this.#object(file)));
  }

  #object(file: ImageFile): { Bucket: string; Key: string } {
    return { Bucket: this.#bucket, Key: file.id };
  }
}

/** S3 also denies access to missing objects when the caller may not list the bucket. */
function isMissing(error: unknown): boolean {
  return error instanceof S3ServiceException && ['NoSuchKey', 'AccessDenied'].includes(error.name);
}
