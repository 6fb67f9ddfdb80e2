import type { Entity } from '@backstage/catalog-model';
import { Link, Progress, ResponseErrorPanel } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import {
  catalogApiRef,
  EntityRefLink,
  EntityRefLinks,
  getEntityRelations,
} from '@backstage/plugin-catalog-react';
import Card from '@material-ui/core/Card';
import CardContent from '@material-ui/core/CardContent';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useEffect, useState } from 'react';

/** How many services the home page shows; the catalog shows them all. */
const shown = 12;

const useStyles = makeStyles(theme => ({
  heading: { display: 'flex', alignItems: 'baseline', gap: theme.spacing(2), marginBottom: theme.spacing(2) },
  grid: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(260px, 1fr))',
    gap: theme.spacing(2),
    listStyle: 'none',
    padding: 0,
    margin: 0,
  },
  empty: { padding: theme.spacing(4), textAlign: 'center' },
}));

type State = { services?: Entity[]; error?: Error };

/** The services of the catalog, by name, asked for once. */
function useServices(): State {
  const catalog = useApi(catalogApiRef);
  const [state, setState] = useState<State>({});
  useEffect(() => {
    let wanted = true;
    catalog
      .queryEntities({
        filter: { kind: 'component', 'spec.type': 'service' },
        orderFields: { field: 'metadata.name', order: 'asc' },
        limit: shown,
      })
      .then(
        ({ items }) => wanted && setState({ services: items }),
        (error: Error) => wanted && setState({ error }),
      );
    return () => {
      wanted = false;
    };
  }, [catalog]);
  return state;
}

function ServiceCard({ service }: { service: Entity }) {
  return (
    <Card component="li" variant="outlined">
      <CardContent>
        <Typography variant="h6" component="h3">
          <EntityRefLink entityRef={service} hideIcon />
        </Typography>
        <Typography color="textSecondary" gutterBottom>
          {service.metadata.description}
        </Typography>
        <Typography variant="body2">
          Owner: <EntityRefLinks entityRefs={getEntityRelations(service, 'ownedBy')} hideIcons />
        </Typography>
      </CardContent>
    </Card>
  );
}

/** The services that are there, or what to do when there are none. */
export function Services() {
  const classes = useStyles();
  const { services, error } = useServices();
  return (
    <section aria-labelledby="services">
      <div className={classes.heading}>
        <Typography variant="h5" component="h2" id="services">
          Services
        </Typography>
        <Link to="/catalog">All of the catalog</Link>
      </div>
      {error && <ResponseErrorPanel error={error} title="The services could not be loaded" />}
      {!error && !services && <Progress />}
      {services?.length === 0 && (
        <Card variant="outlined" className={classes.empty}>
          <Typography>No service yet. Create the first: it will be here a few seconds later.</Typography>
        </Card>
      )}
      {services && services.length > 0 && (
        <ul className={classes.grid}>
          {services.map(service => (
            <ServiceCard key={service.metadata.uid ?? service.metadata.name} service={service} />
          ))}
        </ul>
      )}
    </section>
  );
}
