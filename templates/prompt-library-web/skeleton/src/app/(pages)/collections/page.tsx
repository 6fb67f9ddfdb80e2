import type { Metadata } from 'next';
import Link from 'next/link';
import { service } from '../../../api/client.ts';
import { dataOf } from '../../../api/problem.ts';
import { createCollection } from '../../../collections/actions.ts';
import styles from '../../../collections/collections.module.css';
import { NameForm } from '../../../collections/NameForm.tsx';
import { currentTexts } from '../../../i18n/server.ts';
import { requireUser } from '../../../session/user.ts';

export const generateMetadata = async (): Promise<Metadata> => ({
  title: (await currentTexts()).collections.title,
});

export default async function CollectionsPage({ searchParams }: PageProps<'/collections'>) {
  await requireUser('/collections');
  const [{ collections }, client, { cursor }] = await Promise.all([currentTexts(), service(), searchParams]);
  const query = { limit: 60, ...(typeof cursor === 'string' && { cursor }) };
  const { items, nextCursor } = dataOf(await client.GET('/v1/collections', { params: { query } }));
  return (
    <>
      <h1>{collections.title}</h1>
      <p>{collections.lead}</p>
      <NameForm action={createCollection} />
      {items.length === 0 && (
        <p>
          <strong>{collections.empty}.</strong> {collections.emptyHint}
        </p>
      )}
      <ul className={styles.list}>
        {items.map(({ id, name, promptCount }) => (
          <li key={id}>
            <Link href={`/collections/${id}`} className={styles.collection} prefetch={false}>
              <strong>{name}</strong>
              {collections.prompts(promptCount)}
            </Link>
          </li>
        ))}
      </ul>
      {nextCursor && (
        <Link className="button" href={`/collections?cursor=${encodeURIComponent(nextCursor)}`}>
          {collections.next}
        </Link>
      )}
    </>
  );
}
