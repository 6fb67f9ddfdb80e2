import { Progress, ResponseErrorPanel } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import { scaffolderApiRef } from '@backstage/plugin-scaffolder-react';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import Typography from '@material-ui/core/Typography';
import type { ServiceReport, UpgradePreview } from '@goldpath/plugin-goldpath-common';
import { useCallback, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import type { GoldpathApi } from '../api.ts';
import { useLoaded } from '../useLoaded.ts';
import { DiffView } from './DiffView.tsx';

/** The template whose task makes the upgrade. */
const UPGRADE_TEMPLATE = 'template:default/upgrade-service';

function outcomeOf({ outcome, files, problems }: UpgradePreview): string {
  if (outcome === 'current') return 'The service is current.';
  const count = files === 1 ? '1 file changes.' : `${files} files change.`;
  if (outcome === 'conflicts') return `${count} Some have conflicts, which you resolve on the branch.`;
  if (problems.length > 0) return `${count} Fix these problems on the branch before you merge it:`;
  return `${count} The merge has no conflicts and no new problems.`;
}

function Items({ title, items }: { title: string; items: readonly string[] }) {
  if (items.length === 0) return null;
  return (
    <section aria-label={title}>
      <Typography variant="subtitle2" component="h3">
        {title}
      </Typography>
      <ul>
        {items.map(item => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </section>
  );
}

function Preview({ preview }: { preview: UpgradePreview }) {
  return (
    <>
      <Typography gutterBottom role="status">
        {outcomeOf(preview)}
      </Typography>
      <Items title="Problems" items={preview.problems} />
      <Items title="To do" items={preview.notes} />
      <Items
        title="Files that both changed"
        items={preview.merged.map(({ file, outcome, reason }) => `${file}: ${outcome}; ${reason}`)}
      />
      {preview.diff !== '' && <DiffView diff={preview.diff} />}
    </>
  );
}

/** Starts the task that makes the upgrade, and opens its page. */
function useTask(service: string): { start: () => void; isStarting: boolean; error: Error | undefined } {
  const scaffolder = useApi(scaffolderApiRef);
  const navigate = useNavigate();
  const [isStarting, setStarting] = useState(false);
  const [error, setError] = useState<Error>();
  const start = () => {
    setStarting(true);
    scaffolder.scaffold({ templateRef: UPGRADE_TEMPLATE, values: { service } }).then(
      ({ taskId }) => navigate(`/create/tasks/${taskId}`),
      (reason: Error) => {
        setError(reason);
        setStarting(false);
      },
    );
  };
  return { start, isStarting, error };
}

/** The changes that the upgrade of a service would make, and a button that starts it. */
export function UpgradeDialog({ service, onClose }: { service: ServiceReport; onClose: () => void }) {
  const { entityRef, title, template, url } = service;
  const load = useCallback((api: GoldpathApi) => api.upgradePreview(entityRef), [entityRef]);
  const { value: preview, error, isLoading } = useLoaded(load);
  const task = useTask(entityRef);
  const problem = error ?? task.error;
  const isReady = preview !== undefined && preview.outcome !== 'current' && !task.isStarting;
  return (
    <Dialog open onClose={onClose} maxWidth="lg" fullWidth aria-labelledby="upgrade-title">
      <DialogTitle id="upgrade-title">
        Upgrade {title} to {template?.id} {template?.latest}
      </DialogTitle>
      <DialogContent>
        {isLoading && (
          <>
            <Progress />
            <Typography role="status">
              Merging the template into a copy of the last commit, and checking the result.
            </Typography>
          </>
        )}
        {problem && (
          <div role="alert">
            <ResponseErrorPanel error={problem} title="The upgrade is not possible" />
          </div>
        )}
        {preview && <Preview preview={preview} />}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button color="primary" variant="contained" disabled={!isReady} onClick={task.start}>
          {url === undefined ? 'Make the branch' : 'Open a pull request'}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
