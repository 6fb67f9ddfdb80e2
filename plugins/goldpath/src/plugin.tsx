import { createFrontendPlugin, createRouteRef, PageBlueprint } from '@backstage/frontend-plugin-api';
import HomeIcon from '@material-ui/icons/Home';
import { serviceNameField } from './fields/serviceNameField.tsx';

const homeRoute = createRouteRef();

const homePage = PageBlueprint.make({
  params: {
    path: '/',
    routeRef: homeRoute,
    title: 'Home',
    icon: <HomeIcon />,
    noHeader: true,
    loader: async () => {
      const { HomePage } = await import('./home/HomePage.tsx');
      return <HomePage />;
    },
  },
});

/** What Goldpath adds to the portal: its home page and its form fields. */
export const goldpathPlugin = createFrontendPlugin({
  pluginId: 'goldpath',
  title: 'Goldpath',
  info: { packageJson: () => import('../package.json') },
  routes: { root: homeRoute },
  extensions: [homePage, serviceNameField],
});
