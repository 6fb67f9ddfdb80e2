/** The themes of the pages; `system` follows the setting of the browser. */
export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** The cookie with the theme that a user has chosen. */
export const THEME_COOKIE = 'theme';

/** The theme that a cookie or a form names; that of the system when it names none. */
export const readTheme = (value: string | undefined): Theme =>
  themes.find(theme => theme === value) ?? 'system';
