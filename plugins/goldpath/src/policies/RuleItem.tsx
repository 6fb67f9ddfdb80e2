import { Link } from '@backstage/core-components';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import ExpandMoreIcon from '@material-ui/icons/ExpandMore';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useLocation } from 'react-router-dom';
import { useText } from '../messages/useText.ts';
import { Diagnostics } from '../templates/Diagnostics.tsx';
import { SeverityLabel } from '../templates/SeverityLabel.tsx';
import type { RuleOverview, ServiceFindings } from './overview.ts';
import { ServiceOfOwner } from './ServiceOfOwner.tsx';

/** The page of AWS that has an anchor for each control. */
const CONTROLS_URL = 'https://docs.aws.amazon.com/securityhub/latest/userguide/fsbp-standard.html';

const useStyles = makeStyles(theme => ({
  item: {
    padding: theme.spacing(2, 3),
    '& + &': { borderTop: `1px solid ${theme.palette.divider}` },
    [theme.breakpoints.down('xs')]: { padding: theme.spacing(2) },
  },
  head: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1, 2), alignItems: 'center' },
  title: { flex: '1 1 280px', minWidth: 0 },
  name: { fontSize: '1rem', fontWeight: 600, margin: 0, overflowWrap: 'anywhere' },
  id: { fontFamily: 'monospace', fontSize: '0.8125rem', color: theme.palette.text.secondary },
  facts: {
    display: 'grid',
    gridTemplateColumns: 'max-content minmax(0, 1fr)',
    gap: theme.spacing(1, 2),
    margin: theme.spacing(2, 0, 0),
    '& dt': { color: theme.palette.text.secondary },
    '& dd': { margin: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
  },
  services: { margin: theme.spacing(2, 0, 0) },
  arrow: { transition: 'transform 120ms', '[aria-expanded="true"] &': { transform: 'rotate(180deg)' } },
}));

function Services({ title, services }: { title: string; services: ServiceFindings[] }) {
  const classes = useStyles();
  if (services.length === 0) return null;
  return (
    <section className={classes.services} aria-label={title}>
      <Typography variant="subtitle2" component="h3">
        {title}
      </Typography>
      {services.map(({ service, findings }) => (
        <div key={service.entityRef}>
          <ServiceOfOwner service={service} />
          <Diagnostics diagnostics={findings} />
        </div>
      ))}
    </section>
  );
}

function Facts({ rule: { why, fix, reference, controls } }: Pick<RuleOverview, 'rule'>) {
  const t = useText();
  const classes = useStyles();
  const facts: [string, ReactNode][] = [[t('policies.why'), why]];
  if (fix !== undefined) facts.push([t('policies.fix'), fix]);
  const awsControls = <Link to={CONTROLS_URL}>{controls.join(', ')}</Link>;
  if (controls.length > 0) facts.push([t('policies.awsControls'), awsControls]);
  if (reference !== undefined) facts.push([t('policies.source'), <Link to={reference}>{reference}</Link>]);
  return (
    <dl className={classes.facts}>
      {facts.map(([term, fact]) => [<dt key={term}>{term}</dt>, <dd key={`${term} is`}>{fact}</dd>])}
    </dl>
  );
}

function Outcome({ overview: { rule, broken, waived } }: { overview: RuleOverview }) {
  const t = useText();
  if (broken.length === 0 && waived.length === 0) {
    return <SeverityLabel severity="none" text={t('policies.noFindings')} />;
  }
  return (
    <>
      {broken.length > 0 && (
        <SeverityLabel severity={rule.severity} text={t('policies.toFix', { count: broken.length })} />
      )}
      {waived.length > 0 && (
        <SeverityLabel severity="unknown" text={t('policies.waived', { count: waived.length })} />
      )}
    </>
  );
}

/** One rule; a button shows its reason, its fix, and the services that do not follow it. */
export function RuleItem({ overview }: { overview: RuleOverview }) {
  const t = useText();
  const classes = useStyles();
  const { rule, broken, waived } = overview;
  // a link to a rule, such as that of the search, has its id
  const isLinked = useLocation().hash === `#${rule.id}`;
  const [isToggled, setToggled] = useState(false);
  const isOpen = isLinked !== isToggled;
  const panel = useId();
  const item = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isLinked) item.current?.scrollIntoView();
  }, [isLinked]);
  const action = isOpen ? 'hide' : 'show';
  return (
    <li className={classes.item} id={rule.id} ref={item}>
      <div className={classes.head}>
        <div className={classes.title}>
          <h2 className={classes.name}>{rule.title}</h2>
          <span className={classes.id}>{rule.id}</span>
        </div>
        <Outcome overview={overview} />
        <Button
          size="small"
          aria-expanded={isOpen}
          aria-controls={panel}
          aria-label={t(`button.named.${action}`, { name: rule.id })}
          endIcon={<ExpandMoreIcon className={classes.arrow} />}
          onClick={() => setToggled(!isToggled)}
        >
          {t(`button.${action}`)}
        </Button>
      </div>
      <div id={panel} hidden={!isOpen}>
        {isOpen && (
          <>
            <Facts rule={rule} />
            <Services title={t('policies.servicesToFix')} services={broken} />
            <Services title={t('policies.servicesWaived')} services={waived} />
          </>
        )}
      </div>
    </li>
  );
}
