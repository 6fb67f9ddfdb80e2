import { locales, textsOf } from '../i18n/locale.ts';
import { currentLocale } from '../i18n/server.ts';
import { chooseLanguage } from '../session/actions.ts';

/** A button for each language that the page is not in. */
export async function LanguageForm() {
  const locale = await currentLocale();
  return (
    <form action={chooseLanguage}>
      {locales
        .filter(other => other !== locale)
        .map(other => (
          <button key={other} type="submit" name="locale" value={other} lang={other} className="button quiet">
            {textsOf(other).languageName}
          </button>
        ))}
    </form>
  );
}
