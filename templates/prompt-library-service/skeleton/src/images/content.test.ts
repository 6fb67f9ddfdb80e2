import { expect, test } from 'vitest';
import { faultOf } from './content.ts';
import type { ImageType } from './schema.ts';

const starts: Record<ImageType, Buffer> = {
  'image/png': Buffer.from('89504e470d0a1a0a0000000d', 'hex'),
  'image/jpeg': Buffer.from('ffd8ffe000104a4649460001', 'hex'),
  'image/webp': Buffer.from('52494646a42a000057454250', 'hex'),
};
const types = Object.keys(starts) as ImageType[];
const fault = (contentType: ImageType, stored: object) =>
  faultOf(
    { id: '', contentType, size: 20 },
    { contentType, size: 20, start: starts[contentType], ...stored },
  );

test.each(types)('the beginning of %s is that of no other type', type => {
  for (const declared of types) {
    const wrong = `first bytes are those of ${type}`;
    if (declared === type) expect(fault(declared, {})).toBeNull();
    else expect(fault(declared, { start: starts[type] })).toContain(wrong);
  }
});

test.each(types)('fewer bytes than tell %s are not enough', type => {
  for (const length of [0, 1, 2]) {
    expect(fault(type, { start: starts[type].subarray(0, length) })).toContain('none of the types');
  }
});

test('a RIFF file of another kind is no WebP image', () => {
  expect(fault('image/webp', { start: Buffer.from('RIFF....WAVE') })).toContain('none of the types');
});

test('another size and another type are named', () => {
  expect(fault('image/png', { size: 21 })).toContain('21 bytes and not 20');
  expect(fault('image/png', { contentType: 'text/html' })).toContain('type text/html');
});
