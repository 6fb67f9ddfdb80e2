import { expect, test } from 'vitest';
import { en } from '../messages/en.ts';
import type { PortalText } from '../messages/usePortalText.ts';
import { titleOf } from './titleOf.ts';

/** The English texts, which have at most one value. */
const text = ((key: keyof typeof en, values: object = {}) =>
  en[key].replace(/\{\{\w+\}\}/, String(Object.values(values)[0]))) as PortalText;

test.each([
  ['/', 'Home | Goldpath'],
  ['/catalog', 'Catalog | Goldpath'],
  ['/catalog/default/component/shop', 'shop | Goldpath'],
  ['/catalog/default/component/shop/checks', 'shop | Goldpath'],
  ['/create/templates', 'Create | Goldpath'],
  ['/create/templates/default/express-service', 'Create express-service | Goldpath'],
  ['/create/tasks/4f2a', 'Tasks | Goldpath'],
  ['/create/edit/custom-fields', 'Template editor | Goldpath'],
  ['/settings/auth-providers', 'Settings | Goldpath'],
  ['/not-found', 'Goldpath'],
  ['/catalogue', 'Goldpath'],
])('the page %s has the title "%s"', (pathname, title) => {
  expect(titleOf(pathname, 'Goldpath', text)).toBe(title);
});
