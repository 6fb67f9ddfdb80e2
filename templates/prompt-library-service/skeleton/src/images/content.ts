import { ImageType } from './schema.ts';
import type { ImageFile, StoredImage } from './store.ts';

/**
 * The signature of each type: its first bytes, as Latin-1 strings with their offsets. Sources: PNG (Third Edition) 5.2;
 * ITU-T T.81 B.1.1.3 (SOI, and the 0xFF of the next marker); RFC 9649 2.4.
 */
const BEGINNINGS: Record<ImageType, readonly (readonly [offset: number, bytes: string])[]> = {
  'image/png': [[0, '\x89PNG\r\n\x1a\n']],
  'image/jpeg': [[0, '\xff\xd8\xff']],
  'image/webp': [
    [0, 'RIFF'],
    [8, 'WEBP'],
  ],
};

/** Describes how an upload differs from its declaration; returns null when it matches. */
export function mismatchOf(declared: ImageFile, stored: StoredImage): string | null {
  if (stored.size !== declared.size) {
    return `The upload has ${stored.size} bytes, not ${declared.size} as declared.`;
  }
  if (stored.contentType !== declared.contentType) {
    return `The upload has the type ${stored.contentType}, not ${declared.contentType} as declared.`;
  }
  const found = typeOf(stored.start);
  if (found === declared.contentType) return null;
  const content = found ?? 'none of the supported types';
  return `The upload starts with the bytes of ${content}, not of ${declared.contentType} as declared.`;
}

function typeOf(start: Buffer): ImageType | null {
  const text = start.toString('latin1');
  const matches = (type: ImageType) =>
    BEGINNINGS[type].every(([offset, bytes]) => text.startsWith(bytes, offset));
  return ImageType.options.find(matches) ?? null;
}
