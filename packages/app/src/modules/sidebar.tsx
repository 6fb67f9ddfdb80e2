import {
  Link,
  Sidebar,
  SidebarDivider,
  SidebarGroup,
  SidebarItem,
  SidebarSpace,
  sidebarConfig,
  useSidebarOpenState,
} from '@backstage/core-components';
import {
  NavContentBlueprint,
  type NavContentComponent,
  type NavContentNavItem,
} from '@backstage/plugin-app-react';
import { SidebarSearchModal } from '@backstage/plugin-search';
import { UserSettingsSignInAvatar } from '@backstage/plugin-user-settings';
import { makeStyles } from '@material-ui/core/styles';
import MenuIcon from '@material-ui/icons/Menu';
import SearchIcon from '@material-ui/icons/Search';
import { usePortalText } from '../messages/usePortalText.ts';
import { Logo } from './Logo.tsx';
import { pageNameAt } from './pageNames.ts';

const useStyles = makeStyles({
  logo: {
    display: 'flex',
    alignItems: 'center',
    height: sidebarConfig.logoHeight * 1.6,
    paddingLeft: 20,
    color: '#fff',
    overflow: 'hidden',
  },
});

function SidebarLogo() {
  const t = usePortalText();
  const { isOpen } = useSidebarOpenState();
  return (
    <div className={useStyles().logo}>
      <Link to="/" underline="none" color="inherit" aria-label={t('menu.home')}>
        <Logo withName={isOpen} />
      </Link>
    </div>
  );
}

function PageItem({ icon, href, title }: Pick<NavContentNavItem, 'icon' | 'href' | 'title'>) {
  const t = usePortalText();
  const name = pageNameAt(href);
  return <SidebarItem icon={() => icon} to={href} text={name ? t(name) : title} />;
}

/** The navigation: the most used pages first, then the rest by name. */
const Navigation: NavContentComponent = ({ navItems }) => {
  const t = usePortalText();
  const items = navItems.withComponent(PageItem);
  // the search opens as a dialog, and the graph from an entity
  navItems.take('page:search');
  navItems.take('page:catalog-graph');
  return (
    <Sidebar>
      <SidebarLogo />
      <SidebarGroup label={t('menu.search')} icon={<SearchIcon />} to="/search">
        <SidebarSearchModal />
      </SidebarGroup>
      <SidebarDivider />
      <SidebarGroup label={t('menu.menu')} icon={<MenuIcon />}>
        {items.take('page:goldpath')}
        {items.take('page:scaffolder')}
        {items.take('page:catalog')}
        {items.rest({ sortBy: 'title' })}
      </SidebarGroup>
      <SidebarSpace />
      <SidebarDivider />
      <SidebarGroup label={t('menu.settings')} icon={<UserSettingsSignInAvatar />} to="/settings">
        {items.take('page:user-settings')}
      </SidebarGroup>
    </Sidebar>
  );
};

/** The navigation of the portal. */
export const sidebar = NavContentBlueprint.make({ params: { component: Navigation } });
