import {
  createTranslationRef,
  type TranslationFunction,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { en } from './en.ts';

const portalTranslationRef = createTranslationRef({
  id: 'goldpath-portal',
  messages: en,
  translations: { ko: () => import('./ko.ts') },
});

/** Returns a text of the portal in the language of the reader. */
export type PortalText = TranslationFunction<typeof portalTranslationRef.T>;

/** The texts of the portal in the language of the reader. */
export function usePortalText(): PortalText {
  return useTranslationRef(portalTranslationRef).t;
}
