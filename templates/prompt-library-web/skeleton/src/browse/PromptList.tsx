import Link from 'next/link';
import { service } from '../api/client.ts';
import { dataOf } from '../api/problem.ts';
import { currentTexts } from '../i18n/server.ts';
import { Message } from '../layout/Message.tsx';
import { PromptCard } from '../prompts/PromptCard.tsx';
import { currentUser } from '../session/user.ts';
import { addressOf, type Filter, isFiltered, nextAddress, queryOf } from './filter.ts';
import styles from './browse.module.css';

/** The prompts that match a filter, a page at a time. */
export async function PromptList({ filter }: { filter: Filter }) {
  const [{ browse }, client] = await Promise.all([currentTexts(), service()]);
  const { items, nextCursor } = dataOf(
    await client.GET('/v1/prompts', { params: { query: queryOf(filter) } }),
  );
  if (items.length === 0) return <Nothing filter={filter} />;
  return (
    <section aria-label={browse.title}>
      <p role="status" className={styles.count}>
        {browse.shown(items.length, nextCursor !== null && filter.cursor === undefined)}
      </p>
      <ul className={styles.list}>
        {items.map(prompt => (
          <li key={prompt.id}>
            <PromptCard prompt={prompt} />
          </li>
        ))}
      </ul>
      <p className={styles.pages}>
        {filter.cursor && (
          <Link className="button" href={addressOf(filter)}>
            {browse.first}
          </Link>
        )}
        {nextCursor && (
          <Link className="button" href={nextAddress(filter, nextCursor)} prefetch={false}>
            {browse.next}
          </Link>
        )}
      </p>
    </section>
  );
}

async function Nothing({ filter }: { filter: Filter }) {
  const [{ browse, pro }, user] = await Promise.all([currentTexts(), currentUser()]);
  if (filter.show === 'pro' && user?.subscriptionStatus !== 'PRO')
    return <Message title={pro.offer} hint={pro.offerHint} />;
  if (!isFiltered(filter)) return <Message title={browse.empty} hint={browse.emptyHint} />;
  return (
    <Message title={browse.nothing} hint={browse.nothingHint}>
      <Link className="button" href="/">
        {browse.clear}
      </Link>
    </Message>
  );
}

/** The place of the list while it is loaded. */
export function PromptListSkeleton({ label }: { label: string }) {
  return (
    <div role="status" className={styles.list}>
      <span className="visually-hidden">{label}</span>
      {Array.from({ length: 6 }, (_, index) => (
        <div key={index} className={styles.placeholder} aria-hidden="true" />
      ))}
    </div>
  );
}
