import { Table, type TableColumn } from '@backstage/core-components';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import UpdateIcon from '@material-ui/icons/Update';
import { useMemo, useState } from 'react';
import { type Text, useText } from '../messages/useText.ts';
import { saveFile } from '../saveFile.ts';
import { SeverityLabel } from '../templates/SeverityLabel.tsx';
import { BulkUpgradeDialog } from './BulkUpgradeDialog.tsx';
import { type ServiceRow, severityOf, toCsv, wordsOf } from './rows.ts';
import { ServiceDetails } from './ServiceDetails.tsx';

const columnsIn = (t: Text): TableColumn<ServiceRow>[] => [
  {
    title: t('services.service'),
    field: 'title',
    highlight: true,
    render: ({ id, title }) => <EntityRefLink entityRef={id} title={title} hideIcon />,
  },
  {
    title: t('services.state'),
    field: 'state',
    lookup: wordsOf(t),
    render: ({ state }) => <SeverityLabel severity={severityOf[state]} text={t(`services.state.${state}`)} />,
  },
  {
    title: t('services.owner'),
    field: 'owner',
    render: ({ owner }) => (owner === '' ? '–' : <EntityRefLink entityRef={owner} hideIcon />),
  },
  { title: t('services.template'), field: 'template' },
  { title: t('services.version'), field: 'version' },
  { title: t('services.upgrade'), field: 'upgrade' },
  { title: t('services.changedByTeam'), field: 'modified', type: 'numeric' },
  { title: t('services.checks'), field: 'checks' },
  { title: t('services.lastUpgrade'), field: 'lastUpgrade' },
];

const exportMenuIn = (t: Text) => [
  {
    label: t('services.exportCsv'),
    exportFunc: (_columns: unknown, rows: ServiceRow[]) =>
      saveFile('services.csv', new Blob([toCsv(rows)], { type: 'text/csv' })),
  },
];

/** Only an outdated service can be selected for an upgrade. */
const selectionPropsIn =
  (t: Text) =>
  ({ title, state }: ServiceRow) => ({
    disabled: state !== 'outdated',
    inputProps: { 'aria-label': t('services.select', { title }) },
  });

const optionsIn = (t: Text) => ({
  filtering: true,
  search: true,
  exportMenu: exportMenuIn(t),
  pageSize: 20,
  emptyRowsWhenPaging: false,
  selection: true,
  selectionProps: selectionPropsIn(t),
  showSelectAllCheckbox: false,
});

/** The services, to sort, filter, search, export and upgrade. */
export function ServicesTable({ rows }: { rows: ServiceRow[] }) {
  const t = useText();
  const columns = useMemo(() => columnsIn(t), [t]);
  const options = useMemo(() => optionsIn(t), [t]);
  const [upgraded, setUpgraded] = useState<string[]>();
  const upgrade = {
    icon: () => <UpdateIcon />,
    tooltip: t('services.upgradeSelected'),
    onClick: (_event: unknown, selected: ServiceRow | ServiceRow[]) =>
      setUpgraded([selected].flat().map(({ id }) => id)),
  };
  return (
    <>
      {upgraded && <BulkUpgradeDialog services={upgraded} onClose={() => setUpgraded(undefined)} />}
      <Table
        title={t('services.title')}
        columns={columns}
        data={rows}
        options={options}
        actions={[upgrade]}
        detailPanel={({ rowData }) => <ServiceDetails service={rowData.report} />}
      />
    </>
  );
}
