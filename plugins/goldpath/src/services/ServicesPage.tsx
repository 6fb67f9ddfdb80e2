import { Content, Progress, ResponseErrorPanel, Table, type TableColumn } from '@backstage/core-components';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import Button from '@material-ui/core/Button';
import Chip from '@material-ui/core/Chip';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { ServiceReport } from '@goldpath/plugin-goldpath-common';
import { useEffect, useMemo } from 'react';
import type { GoldpathApi } from '../api.ts';
import { SeverityLabel } from '../templates/SeverityLabel.tsx';
import { useLoaded } from '../useLoaded.ts';
import {
  countStates,
  countVersions,
  isCompared,
  type ServiceRow,
  severityOf,
  toCsv,
  toRow,
  wordOf,
} from './rows.ts';
import { ServiceDetails } from './ServiceDetails.tsx';

const useStyles = makeStyles(theme => ({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: theme.spacing(1, 3),
    marginBottom: theme.spacing(2),
  },
  versions: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1),
    listStyle: 'none',
    margin: theme.spacing(0, 0, 2),
    padding: 0,
  },
}));

const columns: TableColumn<ServiceRow>[] = [
  {
    title: 'Service',
    field: 'title',
    highlight: true,
    render: ({ id, title }) => <EntityRefLink entityRef={id} title={title} hideIcon />,
  },
  {
    title: 'Owner',
    field: 'owner',
    render: ({ owner }) => (owner === '' ? '–' : <EntityRefLink entityRef={owner} hideIcon />),
  },
  { title: 'Template', field: 'template' },
  { title: 'Version', field: 'version' },
  {
    title: 'State',
    field: 'state',
    lookup: wordOf,
    render: ({ state }) => <SeverityLabel severity={severityOf[state]} text={wordOf[state]} />,
  },
  { title: 'Upgrade', field: 'upgrade' },
  { title: 'Changed by the team', field: 'modified', type: 'numeric' },
  { title: 'Checks', field: 'checks' },
  { title: 'Last upgrade', field: 'lastUpgrade' },
];

const exportMenu = [
  { label: 'Export as CSV', exportFunc: (_columns: unknown, rows: ServiceRow[]) => download(toCsv(rows)) },
];

/** Saves a text as a file of the browser. */
function download(csv: string): void {
  const url = URL.createObjectURL(new Blob([csv], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = 'services.csv';
  link.click();
  URL.revokeObjectURL(url);
}

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
      {counts.map(({ template, version, count }) => (
        <li key={`${template} ${version}`}>
          <Chip variant="outlined" size="small" label={`${template} ${version}: ${count}`} />
        </li>
      ))}
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
      {rows && (
        <Table
          title="Services"
          columns={columns}
          data={rows}
          options={{
            filtering: true,
            search: true,
            exportMenu,
            pageSize: 20,
            emptyRowsWhenPaging: false,
          }}
          detailPanel={({ rowData }) => <ServiceDetails service={rowData.report} />}
        />
      )}
    </Content>
  );
}
