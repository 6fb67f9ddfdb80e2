import { currentTexts } from '../i18n/server.ts';
import { chooseTheme } from './actions.ts';
import { currentTheme } from './server.ts';
import styles from './ThemeForm.module.css';
import { themes } from './theme.ts';

/** A button for each theme, of which the current one is pressed. */
export async function ThemeForm() {
  const [{ theme: texts }, current] = await Promise.all([currentTexts(), currentTheme()]);
  return (
    <form action={chooseTheme} className={styles.form}>
      <span id="theme">{texts.label}</span>
      <span role="group" aria-labelledby="theme" className={styles.group}>
        {themes.map(theme => (
          <button
            key={theme}
            type="submit"
            name="theme"
            value={theme}
            aria-pressed={theme === current}
            className={styles.button}
          >
            {texts.themes[theme]}
          </button>
        ))}
      </span>
    </form>
  );
}
