import { Content, Link, Page } from '@backstage/core-components';
import { configApiRef, useApi } from '@backstage/core-plugin-api';
import { NotFoundErrorPage } from '@backstage/frontend-plugin-api';
import { SwappableComponentBlueprint } from '@backstage/plugin-app-react';
import Typography from '@material-ui/core/Typography';
import { useEffect } from 'react';
import { usePortalText } from '../messages/usePortalText.ts';

function GoldpathNotFoundPage() {
  const t = usePortalText();
  const portal = useApi(configApiRef).getString('app.title');
  const title = t('page.notFound');
  useEffect(() => {
    document.title = `${title} | ${portal}`;
  }, [title, portal]);
  return (
    <Page themeId="home">
      <Content>
        <Typography variant="h4" component="h1" gutterBottom>
          {title}
        </Typography>
        <Typography>
          {t('notFound.text', {
            home: (
              <Link to="/" underline="always">
                {t('notFound.home')}
              </Link>
            ),
            catalog: (
              <Link to="/catalog" underline="always">
                {t('notFound.catalog')}
              </Link>
            ),
          })}
        </Typography>
      </Content>
    </Page>
  );
}

/** The page for unknown addresses. */
export const notFoundPage = SwappableComponentBlueprint.make({
  name: 'core-not-found-error-page',
  params: define => define({ component: NotFoundErrorPage, loader: () => GoldpathNotFoundPage }),
});
