import { InfoCard } from '@backstage/core-components';
import type { TrendDay } from '@goldpath/plugin-goldpath-common';
import { makeStyles } from '@material-ui/core/styles';
import { useText } from '../messages/useText.ts';

const HEIGHT = 96;

const useStyles = makeStyles(theme => ({
  days: {
    display: 'flex',
    alignItems: 'flex-end',
    gap: 2,
    height: HEIGHT,
    listStyle: 'none',
    margin: 0,
    padding: 0,
  },
  day: { flex: '1 1 0', maxWidth: 28, display: 'flex', flexDirection: 'column' },
  failing: { background: theme.palette.error.main },
  passing: { background: theme.palette.success.main },
  ends: {
    display: 'flex',
    justifyContent: 'space-between',
    gap: theme.spacing(2),
    marginTop: theme.spacing(1),
    fontSize: '0.8125rem',
  },
}));

/** How many services passed and failed their checks on each of the last days. */
export function TrendCard({ trend }: { trend: readonly TrendDay[] }) {
  const t = useText();
  const classes = useStyles();
  const [first, last] = [trend[0], trend.at(-1)];
  if (!first || !last) return null;
  const most = Math.max(...trend.map(({ passing, failing }) => passing + failing));
  const heightOf = (count: number) => ({ height: (count / most) * HEIGHT });
  const textOf = ({ day, passing, failing }: TrendDay) =>
    t('policies.trendDay', { day, passing: String(passing), failing: String(failing) });
  return (
    <InfoCard
      title={t('policies.trend')}
      subheader={t('policies.trendSource')}
      titleTypographyProps={{ component: 'h2', variant: 'h6' }}
    >
      <ul className={classes.days} aria-label={t('policies.trend')}>
        {trend.map(each => (
          <li key={each.day} className={classes.day} title={textOf(each)} aria-label={textOf(each)}>
            <span className={classes.failing} style={heightOf(each.failing)} />
            <span className={classes.passing} style={heightOf(each.passing)} />
          </li>
        ))}
      </ul>
      <div className={classes.ends}>
        {first !== last && <span>{textOf(first)}</span>}
        <span>{textOf(last)}</span>
      </div>
    </InfoCard>
  );
}
