import Link from 'next/link';
import { service } from '../api/client.ts';
import { dataOf } from '../api/problem.ts';
import { currentTexts } from '../i18n/server.ts';
import { addressOf, type Filter, toggleTag } from './filter.ts';
import styles from './browse.module.css';

/** The tags to filter by: the chosen ones first, then the others by name. */
export async function TagList({ filter }: { filter: Filter }) {
  const [{ browse }, client] = await Promise.all([currentTexts(), service()]);
  const { items } = dataOf(await client.GET('/v1/tags', { params: { query: { limit: 100 } } }));
  const others = items.map(({ name }) => name).filter(name => !filter.tags.includes(name));
  if (others.length + filter.tags.length === 0) return null;
  return (
    <nav aria-label={browse.tags}>
      <ul className={styles.tags}>
        {filter.tags.map(tag => (
          <li key={tag}>
            <Link
              className={styles.chosen}
              href={addressOf(toggleTag(filter, tag))}
              scroll={false}
              prefetch={false}
            >
              <span className="visually-hidden">{browse.remove(tag)}</span>
              <span aria-hidden="true">{tag} ×</span>
            </Link>
          </li>
        ))}
        {others.map(tag => (
          <li key={tag}>
            <Link className="tag" href={addressOf(toggleTag(filter, tag))} scroll={false} prefetch={false}>
              {tag}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
