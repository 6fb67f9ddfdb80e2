import type { Entity } from '@backstage/catalog-model';
import { Link, Progress } from '@backstage/core-components';
import { EntityRefLink, EntityRefLinks, getEntityRelations } from '@backstage/plugin-catalog-react';
import Card from '@material-ui/core/Card';
import CardContent from '@material-ui/core/CardContent';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { LoadProblem } from '../LoadProblem.tsx';
import { useText } from '../messages/useText.ts';
import type { Overview } from './overview.ts';
import type { OverviewState } from './useOverview.ts';

const useStyles = makeStyles(theme => ({
  heading: { display: 'flex', alignItems: 'baseline', gap: theme.spacing(2), marginBottom: theme.spacing(2) },
  grid: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(260px, 100%), 1fr))',
    gap: theme.spacing(2),
    listStyle: 'none',
    padding: 0,
    margin: 0,
  },
  name: { overflowWrap: 'anywhere' },
  empty: { padding: theme.spacing(4), textAlign: 'center' },
}));

function ServiceCard({ service }: { service: Entity }) {
  const t = useText();
  const classes = useStyles();
  return (
    <Card component="li" variant="outlined">
      <CardContent>
        <Typography variant="h6" component="h3" className={classes.name}>
          <EntityRefLink entityRef={service} hideIcon />
        </Typography>
        <Typography color="textSecondary" gutterBottom>
          {service.metadata.description}
        </Typography>
        <Typography variant="body2">
          {t('home.owner', {
            owner: <EntityRefLinks entityRefs={getEntityRelations(service, 'ownedBy')} hideIcons />,
          })}
        </Typography>
      </CardContent>
    </Card>
  );
}

function ServiceCards({ services, createPath }: Overview) {
  const t = useText();
  const classes = useStyles();
  if (services.length === 0) {
    return (
      <Card variant="outlined" className={classes.empty}>
        <Typography>
          {t('home.noServices', {
            link: (
              <Link to={createPath} underline="always">
                {t('home.createFirst')}
              </Link>
            ),
          })}
        </Typography>
      </Card>
    );
  }
  return (
    <ul className={classes.grid}>
      {services.map(service => (
        <ServiceCard key={service.metadata.uid ?? service.metadata.name} service={service} />
      ))}
    </ul>
  );
}

/** The existing services, or how to create the first one. */
export function Services({ overview, error, retry }: OverviewState & { retry: () => void }) {
  const t = useText();
  const classes = useStyles();
  return (
    <section aria-labelledby="services">
      <div className={classes.heading}>
        <Typography variant="h5" component="h2" id="services">
          {t('home.services')}
        </Typography>
        {overview && overview.total > 0 && (
          <Link to="/catalog?filters[kind]=component&filters[type]=service&filters[user]=all">
            {t('home.inCatalog', { count: overview.total })}
          </Link>
        )}
      </div>
      {error && <LoadProblem title={t('home.servicesNotLoaded')} error={error} onRetry={retry} />}
      {!error && !overview && <Progress />}
      {overview && <ServiceCards {...overview} />}
    </section>
  );
}
