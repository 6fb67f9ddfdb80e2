import Link from 'next/link';
import { Collect } from '../collections/Collect.tsx';
import { currentTexts } from '../i18n/server.ts';
import { currentUser } from '../session/user.ts';
import { LikeButton } from './LikeButton.tsx';
import styles from './prompt.module.css';
import type { Prompt } from './types.ts';

/** The tools of a user for a prompt: like it, change it, keep it. A guest is asked to sign in. */
export async function PromptTools({ prompt }: { prompt: Prompt }) {
  const [texts, user] = await Promise.all([currentTexts(), currentUser()]);
  const { id, liked, likeCount, creator } = prompt;
  if (!user) {
    return (
      <div className={styles.tools}>
        <span>{texts.prompt.likes(likeCount)}</span>
        <Link href={`/sign-in?next=${encodeURIComponent(`/prompts/${id}`)}`}>{texts.account.continueAs}</Link>
      </div>
    );
  }
  return (
    <div className={styles.tools}>
      <LikeButton id={id} liked={liked} likeCount={likeCount} />
      {creator.id === user.id && (
        <Link className="button" href={`/prompts/${id}/edit`}>
          {texts.prompt.edit}
        </Link>
      )}
      <Collect promptId={id} />
    </div>
  );
}
