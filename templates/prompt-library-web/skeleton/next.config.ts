import type { NextConfig } from 'next';

/** The headers of every response; `src/proxy.ts` adds the content security policy, which differs for each request. */
const headers = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), geolocation=(), microphone=()' },
];

export default {
  poweredByHeader: false,
  // `next dev` would add a file for agents to the repository
  agentRules: false,
  devIndicators: false,
  // an imported file, with what the form adds: BYTES_MAX in src/transfer/mediaType.ts
  experimental: { serverActions: { bodySizeLimit: '4.4mb' } },
  headers: () => Promise.resolve([{ source: '/:path*', headers }]),
} satisfies NextConfig;
