import {
  BreadcrumbEntry,
  NotFoundErrorPage,
  PageLayout,
  type PageLayoutProps,
  useBreadcrumbEntries,
} from '@backstage/frontend-plugin-api';
import { SwappableComponentBlueprint } from '@backstage/plugin-app-react';
import { PluginHeader } from '@backstage/ui';
import { useLocation, useResolvedPath } from 'react-router-dom';
import { usePortalText } from '../messages/usePortalText.ts';
import { pageNameAt } from './pageNames.ts';

/** Returns the name of the page at a path in the language of the reader; the given one for pages of other plugins. */
function usePageName() {
  const t = usePortalText();
  return (path: string, stock: string) => {
    const key = pageNameAt(path);
    return key ? t(key) : stock;
  };
}

/** The tabs of a page with absolute paths. */
function useTabs(tabs: PageLayoutProps['tabs'], base: string) {
  const nameOf = usePageName();
  return tabs?.map(tab => {
    const href = tab.href.startsWith('/') ? tab.href : `${base}/${tab.href}`;
    return { ...tab, href, label: nameOf(href, tab.label), matchStrategy: 'prefix' as const };
  });
}

/** Backstage's frame of a page, with the names of {@link pageNameAt}, and a message for the address of a tab that does not exist. */
function GoldpathPageLayout(props: PageLayoutProps) {
  const { title: stock, icon, noHeader, titleLink, headerActions, children } = props;
  const base = useResolvedPath('.').pathname.replace(/\/$/, '');
  const { pathname } = useLocation();
  const nameOf = usePageName();
  const tabs = useTabs(props.tabs, base);
  const { items } = useBreadcrumbEntries();
  if (noHeader) return <>{children}</>;
  const isUnknown = pathname !== base && tabs?.every(({ href }) => !pathname.startsWith(href)) === true;
  const title = stock === undefined ? undefined : nameOf(base, stock);
  // only those of tabs, which have relative addresses, are not from this component
  const breadcrumbs = items.map(item =>
    item.href.startsWith('/') ? item : { ...item, label: nameOf(`${base}/${item.href}`, item.label) },
  );
  const page = (
    <>
      <PluginHeader
        breadcrumbs={breadcrumbs}
        {...{ title, icon, titleLink, tabs, customActions: headerActions }}
      />
      {isUnknown ? <NotFoundErrorPage /> : children}
    </>
  );
  if (title === undefined) return page;
  return <BreadcrumbEntry entry={{ label: title, href: titleLink ?? (base || '/') }}>{page}</BreadcrumbEntry>;
}

/** The frame of every page. */
export const pageLayout = SwappableComponentBlueprint.make({
  name: 'core-page-layout',
  params: define => define({ component: PageLayout, loader: () => GoldpathPageLayout }),
});
