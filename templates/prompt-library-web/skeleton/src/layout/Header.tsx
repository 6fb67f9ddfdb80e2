import Link from 'next/link';
import { currentTexts } from '../i18n/server.ts';
import { currentUser } from '../session/user.ts';
import { signOut } from '../session/actions.ts';
import styles from './Header.module.css';
import { LanguageForm } from './LanguageForm.tsx';

/** The header of every page: the name, the navigation, the account and the language. */
export async function Header() {
  const [texts, user] = await Promise.all([currentTexts(), currentUser()]);
  return (
    <header className={styles.header}>
      <Link href="/" className={styles.name}>
        <span className={styles.mark} aria-hidden="true" />
        {texts.name}
      </Link>
      {user && (
        <nav aria-label={texts.nav.label} className={styles.nav}>
          <Link href="/prompts/new">{texts.nav.newPrompt}</Link>
          <Link href="/collections">{texts.nav.collections}</Link>
          <Link href="/transfer">{texts.nav.transfer}</Link>
        </nav>
      )}
      <nav aria-label={texts.nav.account} className={styles.account}>
        <LanguageForm />
        {user ? (
          <>
            <span className={styles.user}>
              {user.name}
              {user.subscriptionStatus === 'PRO' && <span className="badge pro">{texts.account.pro}</span>}
            </span>
            <form action={signOut}>
              <button type="submit" className="button quiet">
                {texts.account.signOut}
              </button>
            </form>
          </>
        ) : (
          <>
            <Link href="/sign-in" className="button quiet">
              {texts.account.signIn}
            </Link>
            <Link href="/sign-up" className="button primary">
              {texts.account.signUp}
            </Link>
          </>
        )}
      </nav>
    </header>
  );
}
