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
import { NavContentBlueprint } from '@backstage/plugin-app-react';
import { SidebarSearchModal } from '@backstage/plugin-search';
import { UserSettingsSignInAvatar } from '@backstage/plugin-user-settings';
import { makeStyles } from '@material-ui/core/styles';
import MenuIcon from '@material-ui/icons/Menu';
import SearchIcon from '@material-ui/icons/Search';
import { Logo } from './Logo.tsx';

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
  const { isOpen } = useSidebarOpenState();
  return (
    <div className={useStyles().logo}>
      <Link to="/" underline="none" color="inherit" aria-label="Home">
        <Logo withName={isOpen} />
      </Link>
    </div>
  );
}

/** The navigation: the most used pages first, then the rest by name. */
export const sidebar = NavContentBlueprint.make({
  params: {
    component: ({ navItems }) => {
      const items = navItems.withComponent(({ icon, href, title }) => (
        <SidebarItem icon={() => icon} to={href} text={title} />
      ));
      // the search opens as a dialog, and the graph from an entity
      navItems.take('page:search');
      navItems.take('page:catalog-graph');
      return (
        <Sidebar>
          <SidebarLogo />
          <SidebarGroup label="Search" icon={<SearchIcon />} to="/search">
            <SidebarSearchModal />
          </SidebarGroup>
          <SidebarDivider />
          <SidebarGroup label="Menu" icon={<MenuIcon />}>
            {items.take('page:goldpath')}
            {items.take('page:scaffolder')}
            {items.take('page:catalog')}
            {items.rest({ sortBy: 'title' })}
          </SidebarGroup>
          <SidebarSpace />
          <SidebarDivider />
          <SidebarGroup label="Settings" icon={<UserSettingsSignInAvatar />} to="/settings">
            {items.take('page:user-settings')}
          </SidebarGroup>
        </Sidebar>
      );
    },
  },
});
