import { InfoCard, Link } from '@backstage/core-components';
import type { GitHubCheckedService } from '@goldpath/plugin-goldpath-common';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useText } from '../messages/useText.ts';
import { checksSentence } from '../services/rows.ts';
import { countResults } from './overview.ts';
import { ServiceOfOwner } from './ServiceOfOwner.tsx';

const useStyles = makeStyles(theme => ({
  lines: { margin: 0, paddingLeft: theme.spacing(2.5), lineHeight: 1.7, overflowWrap: 'anywhere' },
}));

/** The results of the services on GitHub, which check themselves: those that do not pass with the run, or the reason. */
export function OnGitHub({ services }: { services: readonly GitHubCheckedService[] }) {
  const t = useText();
  const classes = useStyles();
  if (services.length === 0) return null;
  const { pass, fail, unknown } = countResults(services);
  const counts = { pass: String(pass), fail: String(fail), unknown: String(unknown) };
  const order = ['fail', 'unknown'] as const;
  const listed = order.flatMap(result => services.filter(({ checks }) => checks.result === result));
  return (
    <InfoCard title={t('policies.onGitHub')} titleTypographyProps={{ component: 'h2', variant: 'h6' }}>
      <Typography gutterBottom>{t('policies.onGitHubCounts', counts)}</Typography>
      <ul className={classes.lines}>
        {listed.map(({ checks, ...service }) => (
          <li key={service.entityRef}>
            <ServiceOfOwner service={service} />
            {`: ${checksSentence(checks, t)} `}
            {checks.url !== undefined && <Link to={checks.url}>{t('services.checkRun')}</Link>}
          </li>
        ))}
      </ul>
    </InfoCard>
  );
}
