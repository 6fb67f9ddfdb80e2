import {
  ApiBlueprint,
  createFrontendPlugin,
  createRouteRef,
  discoveryApiRef,
  fetchApiRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import HomeIcon from '@material-ui/icons/Home';
import PlaylistAddCheckIcon from '@material-ui/icons/PlaylistAddCheck';
import SecurityIcon from '@material-ui/icons/Security';
import UpdateIcon from '@material-ui/icons/Update';
import { goldpathApiRef, GoldpathClient } from './api.ts';
import { answerField } from './form/answerField.tsx';
import { pageVisits } from './home/pageVisits.tsx';
import {
  checksContent,
  descriptorCard,
  infrastructureContent,
  readmeContent,
  readmeLink,
  repositoryCard,
  upgradeCard,
} from './service/extensions.tsx';

const homeRoute = createRouteRef();
const templatesRoute = createRouteRef();
const servicesRoute = createRouteRef();
const policiesRoute = createRouteRef();

const goldpathApi = ApiBlueprint.make({
  params: define =>
    define({
      api: goldpathApiRef,
      deps: { discovery: discoveryApiRef, fetch: fetchApiRef },
      factory: deps => new GoldpathClient(deps),
    }),
});

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

const templatesPage = PageBlueprint.make({
  name: 'templates',
  params: {
    path: '/templates',
    routeRef: templatesRoute,
    title: 'Templates',
    icon: <PlaylistAddCheckIcon />,
    loader: async () => {
      const { TemplatesPage } = await import('./templates/TemplatesPage.tsx');
      return <TemplatesPage />;
    },
  },
});

const servicesPage = PageBlueprint.make({
  name: 'services',
  params: {
    path: '/services',
    routeRef: servicesRoute,
    title: 'Services',
    icon: <UpdateIcon />,
    loader: async () => {
      const { ServicesPage } = await import('./services/ServicesPage.tsx');
      return <ServicesPage />;
    },
  },
});

const policiesPage = PageBlueprint.make({
  name: 'policies',
  params: {
    path: '/policies',
    routeRef: policiesRoute,
    title: 'Policies',
    icon: <SecurityIcon />,
    loader: async () => {
      const { PoliciesPage } = await import('./policies/PoliciesPage.tsx');
      return <PoliciesPage />;
    },
  },
});

/** Goldpath's pages, and form fields whose answers the backend validates. */
export const goldpathPlugin = createFrontendPlugin({
  pluginId: 'goldpath',
  title: 'Goldpath',
  info: { packageJson: () => import('../package.json') },
  routes: { home: homeRoute, templates: templatesRoute, services: servicesRoute, policies: policiesRoute },
  extensions: [
    goldpathApi,
    homePage,
    templatesPage,
    servicesPage,
    policiesPage,
    answerField,
    pageVisits,
    descriptorCard,
    repositoryCard,
    upgradeCard,
    infrastructureContent,
    checksContent,
    readmeContent,
    readmeLink,
  ],
});
