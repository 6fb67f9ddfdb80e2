import { Table, type TableColumn } from '@backstage/core-components';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import UpdateIcon from '@material-ui/icons/Update';
import { useState } from 'react';
import { saveFile } from '../saveFile.ts';
import { SeverityLabel } from '../templates/SeverityLabel.tsx';
import { BulkUpgradeDialog } from './BulkUpgradeDialog.tsx';
import { type ServiceRow, severityOf, toCsv, wordOf } from './rows.ts';
import { ServiceDetails } from './ServiceDetails.tsx';

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
  {
    label: 'Export as CSV',
    exportFunc: (_columns: unknown, rows: ServiceRow[]) =>
      saveFile('services.csv', new Blob([toCsv(rows)], { type: 'text/csv' })),
  },
];

/** Only an outdated service can be selected for an upgrade. */
const selectionProps = ({ title, state }: ServiceRow) => ({
  disabled: state !== 'outdated',
  inputProps: { 'aria-label': `Select ${title}` },
});

const options = {
  filtering: true,
  search: true,
  exportMenu,
  pageSize: 20,
  emptyRowsWhenPaging: false,
  selection: true,
  selectionProps,
  showSelectAllCheckbox: false,
};

/** The services, to sort, filter, search, export and upgrade. */
export function ServicesTable({ rows }: { rows: ServiceRow[] }) {
  const [upgraded, setUpgraded] = useState<string[]>();
  const upgrade = {
    icon: () => <UpdateIcon />,
    tooltip: 'Upgrade the selected services',
    onClick: (_event: unknown, selected: ServiceRow | ServiceRow[]) =>
      setUpgraded([selected].flat().map(({ id }) => id)),
  };
  return (
    <>
      {upgraded && <BulkUpgradeDialog services={upgraded} onClose={() => setUpgraded(undefined)} />}
      <Table
        title="Services"
        columns={columns}
        data={rows}
        options={options}
        actions={[upgrade]}
        detailPanel={({ rowData }) => <ServiceDetails service={rowData.report} />}
      />
    </>
  );
}
