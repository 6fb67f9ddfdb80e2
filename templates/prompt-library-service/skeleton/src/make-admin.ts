import { loadConfig } from './config.ts';
import { openDatabase } from './database/database.ts';
import { migrate, requireMigrated } from './database/migrations.ts';
import { runMain, StartError } from './start-error.ts';

/** Makes the user with this email an administrator. The first administrator has no other way to get the role. */
await runMain(async () => {
  const [email, ...more] = process.argv.slice(2);
  if (!email || more.length > 0) throw new StartError('Pass the email of one registered user.');
  const config = loadConfig(process.env);
  await (config.MIGRATE_ON_START ? migrate(config) : requireMigrated(config));
  const database = openDatabase(config, () => {});
  try {
    const { count } = await database.user.updateMany({ where: { email }, data: { role: 'ADMIN' } });
    if (count === 0) throw new StartError(`There is no user with the email ${email}: register first.`);
    console.log(`${email} is an administrator.`);
  } finally {
    await database.$disconnect();
  }
});
