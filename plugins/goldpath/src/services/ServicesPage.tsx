import { Content, Progress } from '@backstage/core-components';
import Button from '@material-ui/core/Button';
import Chip from '@material-ui/core/Chip';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { ServiceReport, ServicesResponse } from '@goldpath/plugin-goldpath-common';
import { useMemo } from 'react';
import { pageBar } from '../bars.ts';
import { LoadProblem } from '../LoadProblem.tsx';
import { type Text, useText } from '../messages/useText.ts';
import { type RoundSource, useRounds } from '../useRounds.ts';
import { countStates, countVersions, toRow, type VersionCount } from './rows.ts';
import { ServicesTable } from './ServicesTable.tsx';

const useStyles = makeStyles(theme => ({
  bar: pageBar(theme),
  versions: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1),
    listStyle: 'none',
    margin: theme.spacing(0, 0, 2),
    padding: 0,
  },
}));

const source: RoundSource<ServicesResponse> = {
  ask: (api, round) => api.services(round),
  isComplete: () => true,
  pause: 0,
};

function summary(services: readonly ServiceReport[], t: Text): string {
  if (services.length === 0) return t('services.none');
  const { current, outdated, unknown } = countStates(services);
  return t('services.states', {
    current: String(current),
    outdated: String(outdated),
    unknown: String(unknown),
  });
}

function labelOf({ template, version, count, outdated, files }: VersionCount, t: Text): string {
  const counted = { template, version, number: String(count) };
  if (outdated === 0) return t('services.versionCount', counted);
  return t('services.versionOutdated', { ...counted, outdated: String(outdated), files: String(files) });
}

/** The number of services of each version, to see how far a release has spread. */
function Versions({ services }: { services: readonly ServiceReport[] }) {
  const t = useText();
  const classes = useStyles();
  const counts = countVersions(services);
  if (counts.length === 0) return null;
  return (
    <ul className={classes.versions} aria-label={t('services.versions')}>
      {counts.map(count => (
        <li key={`${count.template} ${count.version}`}>
          <Chip variant="outlined" size="small" label={labelOf(count, t)} />
        </li>
      ))}
    </ul>
  );
}

/** For the platform team: every stamped service with its version, and what its template has changed since. */
export function ServicesPage() {
  const t = useText();
  const classes = useStyles();
  const { value, error, isLoading, reload } = useRounds(source);
  const services = value?.services;
  const rows = useMemo(() => services?.map(service => toRow(service, t)), [services, t]);
  return (
    <Content>
      <div className={classes.bar}>
        <Typography color="textSecondary" role="status">
          {isLoading ? t('services.comparing') : services && summary(services, t)}
        </Typography>
        <Button variant="outlined" color="primary" onClick={reload} disabled={isLoading}>
          {t('button.refresh')}
        </Button>
      </div>
      {services && <Versions services={services} />}
      {isLoading && <Progress />}
      {error && <LoadProblem title={t('services.notCompared')} error={error} onRetry={reload} />}
      {rows && <ServicesTable rows={rows} />}
    </Content>
  );
}
