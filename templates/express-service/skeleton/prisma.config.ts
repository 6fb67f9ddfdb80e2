import { defineConfig } from 'prisma/config';

export default defineConfig({
  schema: 'prisma/schema.prisma',
  // Commands that only read the schema, such as `generate`, run without a database.
  datasource: { url: process.env.DATABASE_URL ?? '' },
  migrations: { path: 'prisma/migrations' },
});
