import { createTranslationRef } from '@backstage/frontend-plugin-api';
import { en } from './en.ts';

/** The texts of the plugin, in English and in Korean. A portal can change them, as those of every plugin of Backstage. */
export const goldpathTranslationRef = createTranslationRef({
  id: 'plugin.goldpath',
  messages: en,
  translations: { ko: () => import('./ko.ts') },
});
