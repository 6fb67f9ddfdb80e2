import { createInstance } from 'i18next';
import { en } from '../en.ts';
import type { Text } from '../useText.ts';

const i18n = createInstance({
  lng: 'en',
  resources: { en: { translation: en } },
  keySeparator: false,
  interpolation: { escapeValue: false },
  initImmediate: false,
});
void i18n.init();

/** The texts of the plugin in English, as a portal returns them. */
export const englishText = i18n.t as unknown as Text;
