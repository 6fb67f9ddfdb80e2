import path from 'node:path';

// Starts `next dev`. Next.js reads its port before .env.development, so the file is loaded here; variables of the
// environment stay as they are.
process.loadEnvFile(path.join(import.meta.dirname, '../.env.development'));
process.argv.splice(2, 0, 'dev');
await import('next/dist/bin/next');
