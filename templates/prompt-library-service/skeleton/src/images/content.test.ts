import { expect, test } from 'vitest';
import { mismatchOf } from './content.ts';
import type { ImageType } from './schema.ts';

const starts: Record<ImageType, Buffer> = {
  'image/png': Buffer.from('89504e470d0a1a0a0000000d', 'hex'),
  'image/jpeg': Buffer.from('ffd8ffe000104a4649460001', 'hex'),
  'image/webp': Buffer.from('52494646a42a000057454250', 'hex'),
};
const types = Object.keys(starts) as ImageType[];
const mismatch = (contentType: ImageType, stored: object) =>
  mismatchOf(
    { id: '', contentType, size: 20 },
    { contentType, size: 20, start: starts[contentType], ...stored },
  );

test.each(types)('the first bytes of %s match no other type', type => {
  for (const declared of types) {
    const wrong = `starts with the bytes of ${type}`;
    if (declared === type) expect(mismatch(declared, {})).toBeNull();
    else expect(mismatch(declared, { start: starts[type] })).toContain(wrong);
  }
});

test.each(types)('an incomplete signature of %s is not recognized', type => {
  for (const length of [0, 1, 2]) {
    expect(mismatch(type, { start: starts[type].subarray(0, length) })).toContain(
      'none of the supported types',
    );
  }
});

test('another kind of RIFF file is not a WebP image', () => {
  expect(mismatch('image/webp', { start: Buffer.from('RIFF....WAVE') })).toContain(
    'none of the supported types',
  );
});

test('a different size or type is reported', () => {
  expect(mismatch('image/png', { size: 21 })).toContain('21 bytes, not 20');
  expect(mismatch('image/png', { contentType: 'text/html' })).toContain('type text/html');
});
