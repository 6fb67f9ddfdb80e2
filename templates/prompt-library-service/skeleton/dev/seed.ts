import { randomBytes } from 'node:crypto';
import { hashPassword } from '../src/accounts/password.ts';
import { loadConfig } from '../src/config.ts';
import { type Database, openDatabase } from '../src/database/database.ts';
import { migrate } from '../src/database/migrations.ts';
import { createPromptForUser } from '../src/prompts/create.ts';
import { runMain } from '../src/start-error.ts';
import { provideDatabase } from './database.ts';
import { people, prompts } from './seed-data.ts';

/**
 * Adds the example library in one transaction.
 * @returns the password of all its users, or undefined when the library already exists.
 */
export async function seed(database: Database): Promise<string | undefined> {
  const emails = people.map(({ email }) => email);
  if (await database.user.count({ where: { email: { in: emails } } })) return undefined;
  const password = randomBytes(12).toString('base64url');
  const passwordHash = await hashPassword(password);
  await database.$transaction(
    async transaction => {
      const ids = new Map<string, string>();
      for (const person of people) {
        const subscriptions = { create: { plan: person.subscriptionStatus } };
        const { id } = await transaction.user.create({ data: { ...person, passwordHash, subscriptions } });
        ids.set(person.email.split('@')[0]!, id);
      }
      for (const { creator, likedBy, ...prompt } of prompts) {
        const whole = { agentType: 'LLM', visibility: 'PUBLIC', ...prompt } as const;
        const { id: promptId } = await createPromptForUser(transaction, ids.get(creator)!, whole);
        const likes = likedBy.map(name => ({ promptId, userId: ids.get(name)! }));
        await transaction.like.createMany({ data: likes });
      }
    },
    { timeout: 30_000 },
  );
  return password;
}

if (import.meta.main) {
  await runMain(async () => {
    const { url, stop } = await provideDatabase();
    const config = loadConfig({ ...process.env, DATABASE_URL: url });
    await migrate(config);
    const database = openDatabase(config, () => {});
    const password = await seed(database);
    await database.$disconnect();
    stop();
    console.log(
      password === undefined
        ? 'The example library already exists.'
        : `Added ${prompts.length} prompts of ${people.map(({ email }) => email).join(', ')}; ` +
            `their password is ${password}`,
    );
  });
}
