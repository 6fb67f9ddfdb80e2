import type { PortalText } from '../messages/usePortalText.ts';
import { pageNameAt } from './pageNames.ts';

/**
 * The title of a page for the browser's tab, which ends with the portal's name.
 *
 * @param pathname - the path of the page, without the base path of the portal
 */
export function titleOf(pathname: string, portal: string, t: PortalText): string {
  const page = nameOf(pathname, t);
  return page === undefined ? portal : `${page} | ${portal}`;
}

function nameOf(pathname: string, t: PortalText): string | undefined {
  const parts = pathname.split('/').filter(Boolean);
  const [first, second, , fourth] = parts;
  // these pages set their own title as soon as they have loaded what they show
  if (first === 'catalog' && parts.length >= 4) return fourth;
  if (first === 'create' && second === 'templates') {
    return fourth === undefined ? t('page.create') : t('page.createFrom', { template: fourth });
  }
  // the names of these tabs say too little
  if (first === 'settings') return t('page.settings');
  if (parts.length === 0) return t('page.home');
  const paths = parts.map((_part, index) => `/${parts.slice(0, index + 1).join('/')}`);
  // of the pages that the path begins with, the longest counts
  const key = paths.map(pageNameAt).findLast(name => name !== undefined);
  return key && t(key);
}
