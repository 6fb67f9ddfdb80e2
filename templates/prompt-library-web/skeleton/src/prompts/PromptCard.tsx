import Link from 'next/link';
import { currentTexts } from '../i18n/server.ts';
import styles from './PromptCard.module.css';
import type { PromptSummary } from './types.ts';

/** A prompt in a list. */
export async function PromptCard({ prompt }: { prompt: PromptSummary }) {
  const texts = await currentTexts();
  const { id, title, description, tags, visibility, creator, likeCount, liked } = prompt;
  return (
    <article className={styles.card}>
      <h2 className={styles.title}>
        <Link href={`/prompts/${id}`} prefetch={false}>
          {title}
        </Link>
      </h2>
      {description && <p className={styles.description}>{description}</p>}
      {tags.length > 0 && (
        <ul className={styles.tags} aria-label={texts.browse.tags}>
          {tags.slice(0, 5).map(tag => (
            <li key={tag} className="tag">
              {tag}
            </li>
          ))}
        </ul>
      )}
      <p className={styles.meta}>
        <span className={styles.creator}>{texts.prompt.by(creator.name)}</span>
        {visibility !== 'PUBLIC' && (
          <span className={visibility === 'PRO' ? 'badge pro' : 'badge'}>
            {texts.prompt.visibility[visibility]}
          </span>
        )}
        <span className={styles.likes}>
          <span aria-hidden="true">
            {liked ? '♥' : '♡'} {likeCount}
          </span>
          <span className="visually-hidden">{texts.prompt.likes(likeCount)}</span>
        </span>
      </p>
    </article>
  );
}
