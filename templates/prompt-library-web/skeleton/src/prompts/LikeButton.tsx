'use client';

import { useOptimistic } from 'react';
import { useTexts } from '../i18n/client.tsx';
import { setLiked } from './actions.ts';
import type { Prompt } from './types.ts';

/** The button that likes a prompt; it changes at once, and back when the service refuses. */
export function LikeButton({ id, liked, likeCount }: Pick<Prompt, 'id' | 'liked' | 'likeCount'>) {
  const { prompt } = useTexts();
  const [shown, show] = useOptimistic({ liked, likeCount });
  const change = async () => {
    const next = !shown.liked;
    show({ liked: next, likeCount: shown.likeCount + (next ? 1 : -1) });
    await setLiked(id, next);
  };
  return (
    <form action={change}>
      <button type="submit" className="button" aria-pressed={shown.liked}>
        <span aria-hidden="true">
          {shown.liked ? '♥' : '♡'} {shown.likeCount}
        </span>
        <span className="visually-hidden">
          {prompt.like}, {prompt.likes(shown.likeCount)}
        </span>
      </button>
    </form>
  );
}
