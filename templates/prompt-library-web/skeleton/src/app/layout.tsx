import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { LocaleProvider } from '../i18n/client.tsx';
import { currentLocale, currentTexts } from '../i18n/server.ts';
import { currentTheme } from '../theme/server.ts';
import './globals.css';

export async function generateMetadata(): Promise<Metadata> {
  const { name, browse } = await currentTexts();
  return { title: { default: name, template: `%s · ${name}` }, description: browse.lead };
}

export async function generateViewport(): Promise<Viewport> {
  const theme = await currentTheme();
  return { colorScheme: theme === 'system' ? 'light dark' : theme };
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, theme] = await Promise.all([currentLocale(), currentTheme()]);
  return (
    <html lang={locale} data-theme={theme}>
      <body>
        <LocaleProvider locale={locale}>{children}</LocaleProvider>
      </body>
    </html>
  );
}
