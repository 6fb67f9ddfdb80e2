import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { LocaleProvider } from '../i18n/client.tsx';
import { currentLocale, currentTexts } from '../i18n/server.ts';
import './globals.css';

export async function generateMetadata(): Promise<Metadata> {
  const { name, browse } = await currentTexts();
  return { title: { default: name, template: `%s · ${name}` }, description: browse.lead };
}

export const viewport: Viewport = { colorScheme: 'light dark' };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const locale = await currentLocale();
  return (
    <html lang={locale}>
      <body>
        <LocaleProvider locale={locale}>{children}</LocaleProvider>
      </body>
    </html>
  );
}
