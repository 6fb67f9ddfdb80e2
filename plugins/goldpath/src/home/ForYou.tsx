import { InfoCard } from '@backstage/core-components';
import { EntityRefLink, useStarredEntities } from '@backstage/plugin-catalog-react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { ReactNode } from 'react';
import type { GoldpathApi } from '../api.ts';
import { tasksOf } from '../policies/overview.ts';
import { useLoaded } from '../useLoaded.ts';
import { recentEntities } from './recentEntities.ts';

const useStyles = makeStyles(theme => ({
  cards: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(280px, 100%), 1fr))',
    gap: theme.spacing(2),
    margin: theme.spacing(0, 0, 4),
  },
  list: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    overflowWrap: 'anywhere',
    '& li': { padding: theme.spacing(0.5, 0) },
  },
}));

function Links({ refs, empty }: { refs: readonly string[]; empty: string }) {
  const classes = useStyles();
  if (refs.length === 0) return <Typography color="textSecondary">{empty}</Typography>;
  return (
    <ul className={classes.list}>
      {refs.map(ref => (
        <li key={ref}>
          <EntityRefLink entityRef={ref} />
        </li>
      ))}
    </ul>
  );
}

const loadPolicies = (api: GoldpathApi) => api.policies();

function Tasks({ owners }: { owners: readonly string[] }): ReactNode {
  const classes = useStyles();
  const { value: policies, error, isLoading } = useLoaded(loadPolicies);
  if (error) return <Typography role="alert">It could not be loaded: {error.message}</Typography>;
  if (isLoading || !policies) return <Typography color="textSecondary">Loading the checks.</Typography>;
  const tasks = tasksOf(policies, owners, new Date());
  const waiting = policies.services.filter(({ state }) => state === 'waiting').length;
  return (
    <>
      <ul className={classes.list}>
        {tasks.map(({ service, text }) => (
          <li key={`${service.entityRef} ${text}`}>
            <EntityRefLink entityRef={service.entityRef} title={service.title} hideIcon />: {text}
          </li>
        ))}
      </ul>
      {tasks.length === 0 && waiting === 0 && (
        <Typography color="textSecondary">
          Nothing: the checks of your services pass, and no waiver ends soon.
        </Typography>
      )}
      {waiting > 0 && (
        <Typography color="textSecondary" role="status">
          {waiting === 1 ? 'A service is' : `${waiting} services are`} being checked.
        </Typography>
      )}
    </>
  );
}

/** The things that need a person, the pages that they opened last, and those with a star. */
export function ForYou({ owners }: { owners: readonly string[] }) {
  const classes = useStyles();
  const { starredEntities } = useStarredEntities();
  const heading = { titleTypographyProps: { component: 'h2' as const, variant: 'h6' as const } };
  return (
    <div className={classes.cards}>
      <InfoCard title="Needs you" {...heading}>
        <Tasks owners={owners} />
      </InfoCard>
      <InfoCard title="Recent" {...heading}>
        <Links
          refs={recentEntities(localStorage)}
          empty="The services and groups that you open appear here."
        />
      </InfoCard>
      <InfoCard title="Starred" {...heading}>
        <Links refs={[...starredEntities]} empty="Star a service on its page to find it here." />
      </InfoCard>
    </div>
  );
}
