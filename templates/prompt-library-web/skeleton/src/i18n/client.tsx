'use client';

import { createContext, type ReactNode, use } from 'react';
import { type Locale, textsOf } from './locale.ts';

const LocaleContext = createContext<Locale>('en');

/** Gives the components in the browser the language of the page. */
export function LocaleProvider({ locale, children }: { locale: Locale; children: ReactNode }) {
  return <LocaleContext value={locale}>{children}</LocaleContext>;
}

/** The texts in the language of the page. */
export const useTexts = () => textsOf(use(LocaleContext));
