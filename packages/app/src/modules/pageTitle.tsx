import { configApiRef, useApi } from '@backstage/core-plugin-api';
import { AppRootElementBlueprint } from '@backstage/frontend-plugin-api';
import { useEffect } from 'react';
import { useLocation } from 'react-router-dom';

function PageTitle() {
  const title = useApi(configApiRef).getString('app.title');
  const { pathname } = useLocation();
  useEffect(() => {
    document.title = title;
  }, [title, pathname]);
  return null;
}

/** Resets the title when the page changes. A page with its own title sets it afterwards. */
export const pageTitle = AppRootElementBlueprint.make({
  name: 'page-title',
  params: { element: <PageTitle /> },
});
