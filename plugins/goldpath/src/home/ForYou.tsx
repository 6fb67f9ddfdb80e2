import { InfoCard } from '@backstage/core-components';
import { EntityRefLink, useStarredEntities } from '@backstage/plugin-catalog-react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { ReactNode } from 'react';
import type { GoldpathApi } from '../api.ts';
import { reasonOf } from '../messages/reasonOf.ts';
import { useText } from '../messages/useText.ts';
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
  const t = useText();
  const classes = useStyles();
  const { value: policies, error, isLoading } = useLoaded(loadPolicies);
  if (error)
    return <Typography role="alert">{t('home.tasksNotLoaded', { reason: reasonOf(error, t) })}</Typography>;
  if (isLoading || !policies) return <Typography color="textSecondary">{t('home.tasksLoading')}</Typography>;
  const tasks = tasksOf(policies, owners, new Date(), t);
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
        <Typography color="textSecondary">{t('home.noTasks')}</Typography>
      )}
      {waiting > 0 && (
        <Typography color="textSecondary" role="status">
          {t('home.waiting', { count: waiting })}
        </Typography>
      )}
    </>
  );
}

/** The things that need a person, the pages that they opened last, and those with a star. */
export function ForYou({ owners }: { owners: readonly string[] }) {
  const t = useText();
  const classes = useStyles();
  const { starredEntities } = useStarredEntities();
  const heading = { titleTypographyProps: { component: 'h2' as const, variant: 'h6' as const } };
  return (
    <div className={classes.cards}>
      <InfoCard title={t('home.needsYou')} {...heading}>
        <Tasks owners={owners} />
      </InfoCard>
      <InfoCard title={t('home.recent')} {...heading}>
        <Links refs={recentEntities(localStorage)} empty={t('home.noRecent')} />
      </InfoCard>
      <InfoCard title={t('home.starred')} {...heading}>
        <Links refs={[...starredEntities]} empty={t('home.noStarred')} />
      </InfoCard>
    </div>
  );
}
