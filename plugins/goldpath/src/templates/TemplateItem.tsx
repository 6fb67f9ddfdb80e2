import { Link } from '@backstage/core-components';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import ExpandMoreIcon from '@material-ui/icons/ExpandMore';
import type { TemplateReport } from '@goldpath/plugin-goldpath-common';
import { type ReactNode, useId, useState } from 'react';
import { useText } from '../messages/useText.ts';
import { Diagnostics } from './Diagnostics.tsx';
import { severities } from './selection.ts';
import { SeverityLabel } from './SeverityLabel.tsx';

const useStyles = makeStyles(theme => ({
  item: {
    padding: theme.spacing(2, 3),
    '& + &': { borderTop: `1px solid ${theme.palette.divider}` },
    [theme.breakpoints.down('xs')]: { padding: theme.spacing(2) },
  },
  head: {
    display: 'grid',
    gridTemplateColumns: 'minmax(200px, 3fr) 90px minmax(110px, 1fr) 110px minmax(250px, auto)',
    gap: theme.spacing(1, 3),
    alignItems: 'center',
    [theme.breakpoints.down('md')]: { gridTemplateColumns: 'repeat(3, minmax(0, 1fr))' },
    [theme.breakpoints.down('xs')]: { gridTemplateColumns: 'repeat(2, minmax(0, 1fr))' },
  },
  wide: { [theme.breakpoints.down('md')]: { gridColumn: '1 / -1' }, minWidth: 0 },
  name: { fontSize: '1.1rem', fontWeight: 600, margin: 0, overflowWrap: 'anywhere' },
  location: { overflowWrap: 'anywhere' },
  fact: { margin: 0, minWidth: 0, overflowWrap: 'anywhere' },
  term: { color: theme.palette.text.secondary, fontSize: '0.75rem', margin: 0 },
  value: { margin: 0 },
  outcome: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1) },
  toggle: { marginLeft: 'auto', [theme.breakpoints.down('md')]: { marginLeft: 0 } },
  arrow: { transition: 'transform 120ms', '[aria-expanded="true"] &': { transform: 'rotate(180deg)' } },
}));

const counted = {
  error: 'templates.errors',
  warning: 'templates.warnings',
  unknown: 'templates.unknown',
} as const;

function Fact({ term, children }: { term: string; children: ReactNode }) {
  const classes = useStyles();
  return (
    <dl className={classes.fact}>
      <dt className={classes.term}>{term}</dt>
      <dd className={classes.value}>{children ?? '–'}</dd>
    </dl>
  );
}

function Outcome({ template: { counts, problem } }: { template: TemplateReport }) {
  const t = useText();
  if (problem !== undefined) return <SeverityLabel severity="error" text={t('templates.notReadable')} />;
  const found = severities.filter(severity => counts[severity] > 0);
  if (found.length === 0) return <SeverityLabel severity="none" text={t('templates.noProblems')} />;
  return found.map(severity => (
    <SeverityLabel
      key={severity}
      severity={severity}
      text={t(counted[severity], { count: counts[severity] })}
    />
  ));
}

/** One template; a button shows its problems. */
export function TemplateItem({ template }: { template: TemplateReport }) {
  const t = useText();
  const classes = useStyles();
  const [isOpen, setOpen] = useState(false);
  const panel = useId();
  const { entityRef, title, owner, version, changedAt, diagnostics, problem, location } = template;
  const action = isOpen ? 'hide' : 'show';
  const hasMore = diagnostics.length > 0 || problem !== undefined;
  return (
    <li className={classes.item}>
      <div className={classes.head}>
        <div className={classes.wide}>
          <h2 className={classes.name}>
            <EntityRefLink entityRef={entityRef} title={title} hideIcon />
          </h2>
          <Location location={location} />
        </div>
        <Fact term={t('templates.version')}>{version}</Fact>
        <Fact term={t('templates.owner')}>{owner && <EntityRefLink entityRef={owner} hideIcon />}</Fact>
        <Fact term={t('templates.lastChange')}>
          {changedAt && (
            <time dateTime={changedAt} title={t('time.moment', { time: new Date(changedAt) })}>
              {t('time.day', { time: new Date(changedAt) })}
            </time>
          )}
        </Fact>
        <div className={`${classes.outcome} ${classes.wide}`}>
          <Outcome template={template} />
          {hasMore && (
            <Button
              size="small"
              className={classes.toggle}
              aria-expanded={isOpen}
              aria-controls={panel}
              aria-label={t(`button.named.${action}`, { name: t('templates.problemsOf', { title }) })}
              endIcon={<ExpandMoreIcon className={classes.arrow} />}
              onClick={() => setOpen(!isOpen)}
            >
              {t(`button.${action}`)}
            </Button>
          )}
        </div>
      </div>
      <div id={panel} hidden={!isOpen}>
        {isOpen && problem !== undefined && <Typography className={classes.location}>{problem}</Typography>}
        {isOpen && diagnostics.length > 0 && <Diagnostics diagnostics={diagnostics} />}
      </div>
    </li>
  );
}

/** The location of the source. */
function Location({ location }: Pick<TemplateReport, 'location'>) {
  const classes = useStyles();
  const target = location?.replace(/^(url|file):/, '');
  return (
    <Typography variant="body2" color="textSecondary" className={classes.location}>
      {location?.startsWith('url:http') ? <Link to={target ?? ''}>{target}</Link> : target}
    </Typography>
  );
}
