import { ThemeBlueprint } from '@backstage/plugin-app-react';
import {
  createUnifiedTheme,
  genPageTheme,
  palettes,
  UnifiedThemeProvider,
  type UnifiedThemeOptions,
} from '@backstage/theme';
import DarkIcon from '@material-ui/icons/Brightness2';
import LightIcon from '@material-ui/icons/WbSunny';

type ThemeComponents = UnifiedThemeOptions['components'];

const ink = '#14213d';
const gold = '#f5c451';
const blue = '#1f4b99';
const sidebar = {
  background: ink,
  indicator: gold,
  color: '#c7cfdf',
  selectedColor: '#fff',
  navItem: { hoverBackground: '#1d2d50' },
  submenu: { background: '#1d2d50' },
};

// the same header for every kind of page
const header = genPageTheme({ colors: [ink, '#24406e'], shape: 'none' });
const kinds = [
  'home',
  'documentation',
  'tool',
  'service',
  'website',
  'library',
  'other',
  'app',
  'apis',
  'card',
];
const pageTheme = Object.fromEntries(kinds.map(kind => [kind, header]));

// the font of Backstage UI's parts, set in theme.css
const fontFamily = 'var(--bui-font-regular)';

const components: ThemeComponents = {
  MuiButton: { styleOverrides: { root: { textTransform: 'none' } } },
};

const light = createUnifiedTheme({
  palette: {
    ...palettes.light,
    link: blue,
    linkHover: '#173b7a',
    primary: { main: blue },
    secondary: { main: gold },
    // 4.5:1 on the background of a page, for small text (WCAG 2.2, 1.4.3)
    error: { main: '#b3261e' },
    text: { primary: ink, secondary: '#5a6475' },
    textContrast: ink,
    textSubtle: '#5a6475',
    navigation: { ...palettes.light.navigation, ...sidebar },
    tabbar: { indicator: blue },
  },
  defaultPageTheme: 'home',
  pageTheme,
  fontFamily,
  components,
});

const dark = createUnifiedTheme({
  palette: {
    ...palettes.dark,
    background: { default: '#141b2d', paper: '#1e2840' },
    border: '#3a4763',
    link: gold,
    linkHover: '#ffd67a',
    primary: { main: gold },
    secondary: { main: '#9cc0ff' },
    error: { main: '#ff9a90' },
    text: { primary: '#f3f5fa', secondary: '#a9b4ca' },
    textSubtle: '#a9b4ca',
    navigation: { ...palettes.dark.navigation, ...sidebar, background: '#0c1428' },
    tabbar: { indicator: gold },
  },
  defaultPageTheme: 'home',
  pageTheme,
  fontFamily,
  components,
});

/** Goldpath's light theme. */
export const lightTheme = ThemeBlueprint.make({
  name: 'light',
  params: {
    theme: {
      id: 'light',
      title: 'Light',
      variant: 'light',
      icon: <LightIcon />,
      Provider: ({ children }) => <UnifiedThemeProvider theme={light}>{children}</UnifiedThemeProvider>,
    },
  },
});

/** Goldpath's dark theme. */
export const darkTheme = ThemeBlueprint.make({
  name: 'dark',
  params: {
    theme: {
      id: 'dark',
      title: 'Dark',
      variant: 'dark',
      icon: <DarkIcon />,
      Provider: ({ children }) => <UnifiedThemeProvider theme={dark}>{children}</UnifiedThemeProvider>,
    },
  },
});
