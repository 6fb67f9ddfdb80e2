import { ImageType } from './schema.ts';
import type { ImageFile, StoredImage } from './store.ts';

/**
 * What the bytes of each type begin with: text in Latin-1 at its offset. Sources: PNG (Third Edition) 5.2;
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

/** What is wrong with an upload, as a sentence; null when it is what was declared. */
export function faultOf(declared: ImageFile, stored: StoredImage): string | null {
  if (stored.size !== declared.size) {
    return `The upload has ${stored.size} bytes and not ${declared.size} as declared.`;
  }
  if (stored.contentType !== declared.contentType) {
    return `The upload has the type ${stored.contentType} and not ${declared.contentType} as declared.`;
  }
  const found = typeOf(stored.start);
  if (found === declared.contentType) return null;
  const content = found ?? 'none of the types that are taken';
  return `The upload's first bytes are those of ${content}, and not of ${declared.contentType} as declared.`;
}

function typeOf(start: Buffer): ImageType | null {
  const text = start.toString('latin1');
  const matches = (type: ImageType) =>
    BEGINNINGS[type].every(([offset, bytes]) => text.startsWith(bytes, offset));
  return ImageType.options.find(matches) ?? null;
}
