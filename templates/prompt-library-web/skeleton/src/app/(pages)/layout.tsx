import type { ReactNode } from 'react';
import { Header } from '../../layout/Header.tsx';
import { currentTexts } from '../../i18n/server.ts';
import { ThemeForm } from '../../theme/ThemeForm.tsx';

export default async function PagesLayout({ children }: { children: ReactNode }) {
  const { skip } = await currentTexts();
  return (
    <>
      <a className="skip" href="#content">
        {skip}
      </a>
      <Header />
      <main id="content" tabIndex={-1}>
        {children}
      </main>
      <footer>
        <ThemeForm />
      </footer>
    </>
  );
}
