import type { Metadata } from 'next';
import Link from 'next/link';
import { service } from '../../../../../api/client.ts';
import { currentLocale, currentTexts } from '../../../../../i18n/server.ts';
import { fetchPrompt, foundIn } from '../../../../../prompts/fetchPrompt.ts';
import styles from '../../../../../versions/versions.module.css';

type Props = PageProps<'/prompts/[id]/versions'>;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ versions }, { title }] = await Promise.all([currentTexts(), fetchPrompt((await params).id)]);
  return { title: versions.of(title) };
}

export default async function VersionsPage({ params, searchParams }: Props) {
  const [{ id }, { cursor }] = await Promise.all([params, searchParams]);
  const [texts, locale, prompt, client] = await Promise.all([
    currentTexts(),
    currentLocale(),
    fetchPrompt(id),
    service(),
  ]);
  const query = typeof cursor === 'string' ? { cursor } : {};
  const result = await client.GET('/v1/prompts/{id}/versions', { params: { path: { id }, query } });
  const { items, nextCursor } = foundIn(result);
  return (
    <>
      <Link href={`/prompts/${id}`}>← {prompt.title}</Link>
      <h1>{texts.versions.title}</h1>
      <ol className={styles.list}>
        {items.map(({ version, title, createdAt, visibility }) => (
          <li key={version}>
            <Link href={`/prompts/${id}/versions/${version}`}>{texts.prompt.version(version)}</Link>
            <span className={styles.title}>{title}</span>
            {version === prompt.version && <span className="tag">{texts.versions.current}</span>}
            {visibility !== 'PUBLIC' && (
              <span className={visibility === 'PRO' ? 'badge pro' : 'badge'}>
                {texts.prompt.visibility[visibility]}
              </span>
            )}
            <time dateTime={createdAt}>
              {new Date(createdAt).toLocaleString(locale, {
                dateStyle: 'medium',
                timeStyle: 'short',
                timeZone: 'UTC',
              })}{' '}
              UTC
            </time>
          </li>
        ))}
      </ol>
      {nextCursor && (
        <Link className="button" href={`/prompts/${id}/versions?cursor=${encodeURIComponent(nextCursor)}`}>
          {texts.versions.older}
        </Link>
      )}
    </>
  );
}
