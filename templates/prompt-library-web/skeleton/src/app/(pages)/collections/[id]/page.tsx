import type { Metadata } from 'next';
import Link from 'next/link';
import { cache } from 'react';
import { service } from '../../../../api/client.ts';
import { deleteCollection, renameCollection, uncollect } from '../../../../collections/actions.ts';
import styles from '../../../../collections/collections.module.css';
import { NameForm } from '../../../../collections/NameForm.tsx';
import { currentTexts } from '../../../../i18n/server.ts';
import { foundIn } from '../../../../prompts/fetchPrompt.ts';
import { PromptCard } from '../../../../prompts/PromptCard.tsx';
import type { PromptSummary } from '../../../../prompts/types.ts';
import { requireUser } from '../../../../session/user.ts';

type Props = PageProps<'/collections/[id]'>;

const fetchCollection = cache(async (id: string) => {
  await requireUser(`/collections/${id}`);
  return foundIn(await (await service()).GET('/v1/collections/{id}', { params: { path: { id } } }));
});

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => ({
  title: (await fetchCollection((await params).id)).name,
});

export default async function CollectionPage({ params, searchParams }: Props) {
  const [{ id }, { cursor }] = await Promise.all([params, searchParams]);
  const { name } = await fetchCollection(id);
  const [{ collections }, client] = await Promise.all([currentTexts(), service()]);
  const query = { limit: 24, ...(typeof cursor === 'string' && { cursor }) };
  const { items, nextCursor } = foundIn(
    await client.GET('/v1/collections/{id}/prompts', { params: { path: { id }, query } }),
  );
  return (
    <>
      <Link href="/collections">← {collections.title}</Link>
      <h1>{name}</h1>
      {items.length === 0 && (
        <p>
          <strong>{collections.nothing}.</strong> {collections.nothingHint}
        </p>
      )}
      <ul className={styles.list}>
        {items.map(prompt => (
          <Collected key={prompt.id} collectionId={id} prompt={prompt} />
        ))}
      </ul>
      {nextCursor && (
        <Link className="button" href={`/collections/${id}?cursor=${encodeURIComponent(nextCursor)}`}>
          {collections.next}
        </Link>
      )}
      <details className={styles.settings}>
        <summary>{collections.rename}</summary>
        <NameForm action={renameCollection.bind(null, id)} name={name} />
        <form action={deleteCollection.bind(null, id)}>
          <p>{collections.deleteHint}</p>
          <button type="submit" className="button">
            {collections.delete}
          </button>
        </form>
      </details>
    </>
  );
}

/** A prompt of a collection, with the button that removes it. */
async function Collected({ collectionId, prompt }: { collectionId: string; prompt: PromptSummary }) {
  const { collections } = await currentTexts();
  return (
    <li className={styles.prompt}>
      <PromptCard prompt={prompt} />
      <form action={uncollect.bind(null, collectionId, prompt.id)}>
        <button type="submit" className="button quiet" aria-label={collections.remove(prompt.title)}>
          {collections.removeShort}
        </button>
      </form>
    </li>
  );
}
