import type { Kind } from './elements.ts';

/** The colors of the light drawing, by purpose. */
const light = {
  paper: '#ffffff',
  ink: '#17202b',
  muted: '#586474',
  line: '#9aa5b1',
  card: '#ffffff',
  network: '#7d4cc2',
  public: '#2f7d32',
  'public-fill': '#edf7ed',
  private: '#1668b8',
  'private-fill': '#eaf3fb',
  isolated: '#6a5a8c',
  'isolated-fill': '#f2eff7',
  unknown: '#a15c00',
  'unknown-fill': '#fdf4e4',
  flow: '#24384f',
  event: '#b3287e',
  use: '#6d7987',
  blue: '#2f5fd0',
  orange: '#c2570c',
  green: '#3c7a1e',
  red: '#c0272d',
  violet: '#7d4cc2',
  pink: '#b3287e',
};

/** The colors of the dark drawing. */
const dark: Record<keyof typeof light, string> = {
  paper: '#10151c',
  ink: '#e8edf3',
  muted: '#a3afbd',
  line: '#5d6a79',
  card: '#1a222d',
  network: '#b794f4',
  public: '#7ccf82',
  'public-fill': '#14251a',
  private: '#74b4f2',
  'private-fill': '#132233',
  isolated: '#b9a7dd',
  'isolated-fill': '#1f1b2b',
  unknown: '#f0b25a',
  'unknown-fill': '#2b2113',
  flow: '#c5d3e2',
  event: '#f08cc6',
  use: '#8d99a8',
  blue: '#8ab0ff',
  orange: '#ffa366',
  green: '#98d676',
  red: '#ff8f8f',
  violet: '#c4a7f7',
  pink: '#f08cc6',
};

/** The color of each kind of item. */
const kindColors: Record<Kind, keyof typeof light> = {
  api: 'violet',
  balancer: 'violet',
  cache: 'blue',
  compute: 'orange',
  database: 'blue',
  edge: 'violet',
  function: 'orange',
  gateway: 'violet',
  internet: 'ink',
  messaging: 'pink',
  monitoring: 'pink',
  other: 'muted',
  registry: 'orange',
  secret: 'red',
  storage: 'green',
  unknown: 'unknown',
};

const variables = (colors: typeof light) =>
  Object.entries(colors)
    .map(([name, color]) => `--${name}:${color}`)
    .join(';');

const exposures = ['public', 'private', 'isolated', 'unknown'];

/** The style sheet of a drawing, which is dark when the device prefers it. */
export const style = [
  `svg{${variables(light)};color-scheme:light dark;font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}`,
  `@media (prefers-color-scheme:dark){svg{${variables(dark)}}}`,
  'text{fill:var(--ink)}.title,.strong{font-weight:600}.muted{fill:var(--muted)}.paper{fill:var(--paper)}',
  '.box rect{fill:none;stroke:var(--line);stroke-width:1.5}.zone>rect{stroke-dasharray:6 4;stroke-width:1}.zone .strong{fill:var(--muted)}',
  '.box.network>rect{stroke:var(--network)}.box.network>.strong{fill:var(--network)}',
  ...exposures.map(
    name =>
      `.subnet.${name}>rect{stroke:var(--${name});fill:var(--${name}-fill);stroke-width:1}.subnet.${name} .strong{fill:var(--${name})}`,
  ),
  '.card rect{fill:var(--card);stroke:var(--sign);stroke-width:1.2}.card .icon{fill:none;stroke:var(--sign);stroke-width:1.6;stroke-linejoin:round;stroke-linecap:round}',
  ...Object.entries(kindColors).map(([kind, color]) => `.card.${kind}{--sign:var(--${color})}`),
  '.network{--tone:var(--flow)}.event{--tone:var(--event)}.use{--tone:var(--use)}',
  '.arrow path{fill:none;stroke:var(--tone);stroke-width:1.6}.arrow.use path{stroke-width:1.2;stroke-dasharray:2 3}.head path{fill:var(--tone)}.head.uncertain{--tone:var(--unknown)}',
  '.label rect{fill:var(--paper);stroke:var(--tone);stroke-width:.8}.label text{font-weight:600;fill:var(--tone)}',
  '.uncertain>rect,.arrow.uncertain path{stroke-dasharray:7 5;stroke:var(--unknown)}.label.uncertain text{fill:var(--unknown)}',
].join('');
