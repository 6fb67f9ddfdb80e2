import { expect, test } from 'vitest';
import { runCheck } from './testing/runCheck.ts';
import { prismaSchemaCheck } from './prismaSchema.ts';

const schema = `datasource db {
  provider = "postgresql"
}

model User {
  id   Int    @id
  name String
}
`;

test('a valid schema passes', async () => {
  expect(await runCheck(prismaSchemaCheck, { 'prisma/schema.prisma': schema })).toEqual([
    'pass prisma/schema.prisma:1 Prisma accepts the schema.',
  ]);
});

test('an unknown type fails at its line, also after characters of several bytes or code units', async () => {
  const broken = schema.replace('model User', '// 日本語 ünï 👩🏽‍🚀👩🏽‍🚀👩🏽‍🚀\nmodel User').replace('String', 'Strnig');
  const [result] = await runCheck(prismaSchemaCheck, { 'prisma/schema.prisma': broken });
  expect(result).toMatch(/^fail prisma\/schema\.prisma:8 Type "Strnig" is neither/);
});

test('every error of the schema is reported', async () => {
  const broken = schema.replace('String', 'Strnig').replace('Int ', 'Itn ');
  const results = await runCheck(prismaSchemaCheck, { 'prisma/schema.prisma': broken });
  expect(results.map(result => result.split(' ')[1])).toEqual([
    'prisma/schema.prisma:6',
    'prisma/schema.prisma:7',
  ]);
});

test('a schema in several files is one schema', async () => {
  const files = {
    'prisma/schema.prisma': schema.replace('name String', 'posts Post[]'),
    'prisma/models/post.prisma':
      'model Post {\n  id Int @id\n  userId Int\n  user User @relation(fields: [userId], references: [id])\n}\n',
  };
  expect((await runCheck(prismaSchemaCheck, files)).map(result => result.split(' ')[0])).toEqual([
    'pass',
    'pass',
  ]);
});

test('a service that depends on Prisma without a schema fails', async () => {
  const files = { 'package.json': '{ "dependencies": { "@prisma/client": "7.10.0" } }' };
  expect(await runCheck(prismaSchemaCheck, files)).toEqual([
    'fail package.json:1 The service depends on Prisma and has no schema in prisma/. Add prisma/schema.prisma.',
  ]);
});

test('a service without Prisma needs no schema', async () => {
  expect(await runCheck(prismaSchemaCheck, { 'package.json': '{}' })).toEqual([]);
});
