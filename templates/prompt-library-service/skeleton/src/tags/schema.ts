import { z } from 'zod';
import { text } from '../http/text.ts';

/** The normalized name of a tag: trimmed, lower case, composed characters. */
export const TagName = text(50)
  .transform(name => name.normalize('NFC').trim().toLowerCase())
  .pipe(z.string().min(1).max(50))
  .meta({
    id: 'TagName',
    example: 'writing',
    description: 'Spaces around it are removed, and it is in lower case.',
  });

/** A tag as the API shows it. */
export const Tag = z.object({ name: z.string() }).meta({ id: 'Tag' });
export type Tag = z.output<typeof Tag>;
