import { expect, test } from 'vitest';
import { contentSecurityPolicy } from './contentSecurityPolicy.ts';

test('production allows neither evaluated code nor styles without the nonce', () => {
  const policy = contentSecurityPolicy('n1', false);
  expect(policy).not.toContain('unsafe');
  expect(policy).toContain("script-src 'self' 'nonce-n1' 'strict-dynamic';");
  expect(policy).toContain("frame-ancestors 'none'");
});
