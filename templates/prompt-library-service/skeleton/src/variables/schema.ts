import { z } from 'zod';
import { text } from '../http/text.ts';

/** The variables of a prompt. */
export const Variables = z
  .object({
    variables: z.array(
      z.object({
        name: z.string(),
        default: z.string().nullable().meta({ description: 'Null if the text gives none.' }),
        occurrences: z.int().min(1),
      }),
    ),
  })
  .meta({ id: 'Variables' });

/** The body of a rendering. */
export const VariableValues = z
  .strictObject({
    values: z
      .record(z.string(), text(200_000, 0))
      .meta({ description: 'By name; variables with a default may be left out.' }),
  })
  .meta({ id: 'VariableValues' });

/** A prompt's text with values in place of its variables. */
export const RenderedPrompt = z.object({ text: z.string() }).meta({ id: 'RenderedPrompt' });
