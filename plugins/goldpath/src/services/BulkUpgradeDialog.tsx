import { Link, Progress } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import type { BulkUpgrade, BulkUpgradeItem } from '@goldpath/plugin-goldpath-common';
import { useEffect, useState } from 'react';
import { goldpathApiRef } from '../api.ts';
import { LoadProblem } from '../LoadProblem.tsx';
import { useText } from '../messages/useText.ts';

/** The time between two looks at a run, in milliseconds. */
const INTERVAL = 2_000;

/** Starts a run, and looks at it until its end. */
function useRun() {
  const goldpath = useApi(goldpathApiRef);
  const [run, setRun] = useState<BulkUpgrade>();
  const [error, setError] = useState<Error>();
  useEffect(() => {
    if (!run?.isRunning) return undefined;
    const timer = setTimeout(() => {
      goldpath.bulkUpgrade().then(setRun, setError);
    }, INTERVAL);
    return () => clearTimeout(timer);
  }, [goldpath, run]);
  const start = (services: string[], limit: number, maxFailures: number) => {
    setError(undefined);
    goldpath.startBulkUpgrade({ services, limit, maxFailures }).then(setRun, setError);
  };
  return { run, error, start };
}

function Item({ item: { service, state, taskId, error } }: { item: BulkUpgradeItem }) {
  const t = useText();
  return (
    <li>
      <EntityRefLink entityRef={service} hideIcon />: {t(`services.bulkState.${state}`)}
      {taskId !== undefined && (
        <>
          {' '}
          (<Link to={`/create/tasks/${taskId}`}>{t('services.task')}</Link>)
        </>
      )}
      {error !== undefined && `: ${error}`}
    </li>
  );
}

function NumberField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: number;
  onChange: (value: number) => void;
}) {
  return (
    <TextField
      label={label}
      type="number"
      margin="normal"
      fullWidth
      inputProps={{ min: 1 }}
      value={value}
      onChange={({ target }) => onChange(Math.max(1, Math.floor(Number(target.value))))}
    />
  );
}

/** Upgrades several services, one after the other. */
export function BulkUpgradeDialog({ services, onClose }: { services: string[]; onClose: () => void }) {
  const t = useText();
  const [limit, setLimit] = useState(Math.min(services.length, 10));
  const [maxFailures, setMaxFailures] = useState(1);
  const { run, error, start } = useRun();
  return (
    <Dialog open onClose={onClose} fullWidth aria-labelledby="bulk-upgrade-title">
      <DialogTitle id="bulk-upgrade-title">{t('services.bulkTitle', { count: services.length })}</DialogTitle>
      <DialogContent>
        {!run && (
          <>
            <Typography>{t('services.bulkLead')}</Typography>
            <NumberField label={t('services.atMost')} value={limit} onChange={setLimit} />
            <NumberField label={t('services.stopAfter')} value={maxFailures} onChange={setMaxFailures} />
          </>
        )}
        {error && <LoadProblem title={t('services.bulkFailed')} error={error} />}
        {run?.isRunning && <Progress />}
        {run && (
          <ul aria-label={t('services.upgrades')}>
            {run.items.map(item => (
              <Item key={item.service} item={item} />
            ))}
          </ul>
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('button.close')}</Button>
        <Button
          color="primary"
          variant="contained"
          disabled={run !== undefined}
          onClick={() => start(services, limit, maxFailures)}
        >
          {t('services.upgrade')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
