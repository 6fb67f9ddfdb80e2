import { z } from 'zod';
import { pageQuery } from '../http/page.ts';
import { Timestamp } from '../http/timestamp.ts';

/** Whether the user likes a prompt, and how many users do. */
export const LikeState = z.object({ liked: z.boolean(), likeCount: z.int() }).meta({ id: 'LikeState' });
export type LikeState = z.output<typeof LikeState>;

/** The query of the list of likes. */
export const LikeQuery = z.strictObject(pageQuery(z.strictObject({ likedAt: Timestamp, id: z.uuid() })));
export type LikeQuery = z.output<typeof LikeQuery>;
