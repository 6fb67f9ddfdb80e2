import Link from 'next/link';
import { addressOf, readFilter } from '../browse/filter.ts';
import { currentLocale, currentTexts } from '../i18n/server.ts';
import styles from './prompt.module.css';
import type { Prompt } from './types.ts';

/** Who wrote a prompt, when, and who may see it. */
export async function PromptFacts({ prompt }: { prompt: Prompt }) {
  const [{ prompt: texts }, locale] = await Promise.all([currentTexts(), currentLocale()]);
  const { id, creator, updatedAt, version, visibility, delisted } = prompt;
  const date = new Date(updatedAt).toLocaleDateString(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  return (
    <p className={styles.meta}>
      <span>{texts.by(creator.name)}</span>
      <span>
        {texts.updated} <time dateTime={updatedAt}>{date}</time>
      </span>
      <Link href={`/prompts/${id}/versions`}>{texts.version(version)}</Link>
      {visibility !== 'PUBLIC' && (
        <span className={visibility === 'PRO' ? 'badge pro' : 'badge'}>{texts.visibility[visibility]}</span>
      )}
      {delisted && <span className="badge">{texts.delisted}</span>}
    </p>
  );
}

/** The tags of a prompt, each with the way to the prompts that have it. */
export async function PromptTags({ tags }: Pick<Prompt, 'tags'>) {
  const { browse } = await currentTexts();
  if (tags.length === 0) return null;
  return (
    <ul className={styles.tags} aria-label={browse.tags}>
      {tags.map(tag => (
        <li key={tag}>
          <Link className="tag" href={addressOf({ ...readFilter({}), tags: [tag] })} prefetch={false}>
            {tag}
          </Link>
        </li>
      ))}
    </ul>
  );
}
