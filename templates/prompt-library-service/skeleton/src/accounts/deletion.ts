import type { Account } from './viewer.ts';
import type { Database } from '../database/database.ts';
import { Problem } from '../http/problem.ts';
import { hashPassword } from './password.ts';
import { newToken } from './tokens.ts';

/** The name under which the prompts of deleted users are shown. */
export const DELETED_NAME = 'Deleted user';

/**
 * Deletes a user with everything that only this user sees: sessions, API keys, likes, collections, reports, subscriptions
 * and PRIVATE prompts.
 * @param prompts - `delete` the other prompts too, or `keep` them under the name {@link DELETED_NAME}: then a row without
 * personal data remains.
 * @throws Problem `conflict` for an administrator: the last one must not disappear.
 */
export async function deleteUser(
  database: Database,
  { id, role }: Account,
  prompts: 'keep' | 'delete',
): Promise<void> {
  if (role === 'ADMIN') {
    throw new Problem(
      'conflict',
      'Another administrator must revoke your role before you delete your account.',
    );
  }
  const passwordHash = await hashPassword(newToken('rt'));
  await database.$transaction(async transaction => {
    const hidden = prompts === 'keep' ? { visibility: 'PRIVATE' as const } : {};
    await transaction.prompt.deleteMany({ where: { creatorId: id, ...hidden } });
    const kept = await transaction.prompt.count({ where: { creatorId: id } });
    if (kept === 0) {
      await transaction.user.delete({ where: { id } });
      return;
    }
    const ofUser = { where: { userId: id } };
    await transaction.session.deleteMany(ofUser);
    await transaction.apiKey.deleteMany(ofUser);
    await transaction.like.deleteMany(ofUser);
    await transaction.collection.deleteMany(ofUser);
    await transaction.subscription.deleteMany(ofUser);
    await transaction.report.deleteMany({ where: { reporterId: id } });
    const email = `${id}@deleted.invalid`;
    const data = { email, name: DELETED_NAME, passwordHash, blockedAt: new Date() };
    await transaction.user.update({ where: { id }, data: { ...data, subscriptionStatus: 'FREE' } });
  });
}
