import { z } from 'zod';
import { pageQuery } from '../http/page.ts';

/** Whether you like a prompt, and how many do. */
export const LikeState = z.object({ liked: z.boolean(), likeCount: z.int() }).meta({ id: 'LikeState' });
export type LikeState = z.output<typeof LikeState>;

/** Which of your likes to list. */
export const LikeQuery = z.strictObject(
  pageQuery(z.strictObject({ likedAt: z.iso.datetime(), id: z.uuid() })),
);
export type LikeQuery = z.output<typeof LikeQuery>;
