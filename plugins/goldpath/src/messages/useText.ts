import type { ApiHolder } from '@backstage/core-plugin-api';
import {
  type TranslationFunction,
  translationApiRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { goldpathTranslationRef } from './goldpathTranslationRef.ts';

/** Returns a text of the plugin in the language of the reader. */
export type Text = TranslationFunction<typeof goldpathTranslationRef.T>;

/** The texts of the plugin in the language of the reader. */
export function useText(): Text {
  return useTranslationRef(goldpathTranslationRef).t;
}

/** The {@link useText} of code outside of components; undefined while the language is being loaded. */
export function textOf(apis: ApiHolder): Text | undefined {
  const translation = apis.get(translationApiRef)?.getTranslation(goldpathTranslationRef);
  return translation?.ready ? translation.t : undefined;
}
