import { Content, Progress, ResponseErrorPanel } from '@backstage/core-components';
import Button from '@material-ui/core/Button';
import Chip from '@material-ui/core/Chip';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { ServiceReport } from '@goldpath/plugin-goldpath-common';
import { useEffect, useMemo } from 'react';
import type { GoldpathApi } from '../api.ts';
import { pageBar } from '../bars.ts';
import { useLoaded } from '../useLoaded.ts';
import { countStates, countVersions, isCompared, toRow } from './rows.ts';
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

/** After this time the page asks for comparisons that were not ready, in milliseconds. */
const SOON = 1_000;

const loadServices = (api: GoldpathApi) => api.services();

function summary(services: readonly ServiceReport[]): string {
  if (services.length === 0) return 'The catalog has no stamped service on this machine or on GitHub.';
  const { current, outdated, unknown } = countStates(services);
  return `${current} current, ${outdated} outdated, ${unknown} unknown`;
}

/** The number of services of each version, to see how far a release has spread. */
function Versions({ services }: { services: readonly ServiceReport[] }) {
  const classes = useStyles();
  const counts = countVersions(services);
  if (counts.length === 0) return null;
  return (
    <ul className={classes.versions} aria-label="Services by version">
      {counts.map(({ template, version, count, outdated, files }) => {
        const change = outdated === 0 ? '' : `; upgrades change ${files} files in ${outdated} of them`;
        const label = `${template} ${version}: ${count}${change}`;
        return (
          <li key={`${template} ${version}`}>
            <Chip variant="outlined" size="small" label={label} />
          </li>
        );
      })}
    </ul>
  );
}

/** For the platform team: every stamped service with its version, and what its template has changed since. */
export function ServicesPage() {
  const classes = useStyles();
  const { value: services, error, isLoading, reload } = useLoaded(loadServices);
  const rows = useMemo(() => services?.map(toRow), [services]);
  const isComplete = services === undefined || isCompared(services);
  useEffect(() => {
    if (isComplete || isLoading) return undefined;
    const timer = setTimeout(reload, SOON);
    return () => clearTimeout(timer);
  }, [isComplete, isLoading, reload]);
  return (
    <Content>
      <div className={classes.bar}>
        <Typography color="textSecondary" role="status">
          {isLoading ? 'Comparing the services with their templates.' : services && summary(services)}
        </Typography>
        <Button variant="outlined" color="primary" onClick={reload} disabled={isLoading}>
          Refresh
        </Button>
      </div>
      {services && <Versions services={services} />}
      {isLoading && <Progress />}
      {error && (
        <div role="alert">
          <ResponseErrorPanel error={error} title="The services could not be compared" />
        </div>
      )}
      {rows && <ServicesTable rows={rows} />}
    </Content>
  );
}
