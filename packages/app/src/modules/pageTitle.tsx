import { configApiRef, useApi } from '@backstage/core-plugin-api';
import { AppRootElementBlueprint, appLanguageApiRef } from '@backstage/frontend-plugin-api';
import { useEffect } from 'react';
import { useLocation } from 'react-router-dom';
import { usePortalText } from '../messages/usePortalText.ts';
import { titleOf } from './titleOf.ts';

function PageTitle() {
  const t = usePortalText();
  const portal = useApi(configApiRef).getString('app.title');
  const { language } = useApi(appLanguageApiRef).getLanguage();
  const { pathname } = useLocation();
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language, t]);
  useEffect(() => {
    const title = titleOf(pathname, portal, t);
    document.title = title;
    // a part of a page, such as a list of templates, sets its own heading as the title
    const observer = new MutationObserver(() => {
      if (!document.title.endsWith(portal)) document.title = title;
    });
    observer.observe(document.head, { childList: true, characterData: true, subtree: true });
    return () => observer.disconnect();
  }, [portal, pathname, t]);
  return null;
}

/** Sets the title and the language of the document. A page with its own title sets it afterwards, with the portal's name at the end. */
export const pageTitle = AppRootElementBlueprint.make({
  name: 'page-title',
  params: { element: <PageTitle /> },
});
