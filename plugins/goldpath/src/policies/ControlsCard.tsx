import { InfoCard, Link } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import { useText } from '../messages/useText.ts';
import { type CoveredControl, coverageOf } from './coverage.ts';
import type { RuleOverview } from './overview.ts';

const useStyles = makeStyles(theme => ({
  summary: { cursor: 'pointer' },
  services: {
    display: 'grid',
    gridTemplateColumns: 'max-content minmax(0, 1fr)',
    gap: theme.spacing(0.5, 2),
    margin: theme.spacing(2, 0, 0),
    '& dd': { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.5, 2), margin: 0 },
  },
  broken: { fontWeight: 700 },
}));

function Control({ covered: { control, rules, broken } }: { covered: CoveredControl }) {
  const t = useText();
  const classes = useStyles();
  const [rule = ''] = rules;
  return (
    <span className={broken > 0 ? classes.broken : undefined}>
      <Link to={`/policies#${rule}`} title={rules.join(', ')}>
        {control}
      </Link>
      {broken > 0 && ` ${t('policies.controlToFix', { number: String(broken) })}`}
    </span>
  );
}

/** The controls of AWS that the rules check. Each leads to its rule. */
export function ControlsCard({ rules }: { rules: RuleOverview[] }) {
  const t = useText();
  const classes = useStyles();
  const services = coverageOf(rules);
  const all = services.flatMap(({ controls }) => controls);
  const broken = all.filter(covered => covered.broken > 0).length;
  return (
    <InfoCard title={t('policies.awsTitle')} titleTypographyProps={{ component: 'h2', variant: 'h6' }}>
      <details>
        <summary className={classes.summary}>
          {t('policies.controls', { number: String(all.length), broken: String(broken) })}
        </summary>
        <dl className={classes.services}>
          {services.map(({ service, controls }) => [
            <dt key={service}>{service}</dt>,
            <dd key={`${service} controls`}>
              {controls.map(covered => (
                <Control key={covered.control} covered={covered} />
              ))}
            </dd>,
          ])}
        </dl>
      </details>
    </InfoCard>
  );
}
