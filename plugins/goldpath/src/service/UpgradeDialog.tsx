import { Progress } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import { scaffolderApiRef } from '@backstage/plugin-scaffolder-react';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import Typography from '@material-ui/core/Typography';
import type { ServiceReport, UpgradePreview } from '@goldpath/plugin-goldpath-common';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { LoadProblem } from '../LoadProblem.tsx';
import { type Text, useText } from '../messages/useText.ts';
import { DiffView } from './DiffView.tsx';
import type { Answers } from './questionForm.ts';
import { UpgradeQuestions, type UpgradeQuestionsProps } from './UpgradeQuestions.tsx';
import { useUpgradePreview } from './useUpgradePreview.ts';

/** The template whose task makes the upgrade. */
const UPGRADE_TEMPLATE = 'template:default/upgrade-service';

function outcomeOf({ outcome, files: count, problems }: UpgradePreview, t: Text): string {
  if (outcome === 'current') return t('upgrade.current');
  if (outcome === 'unanswered') return t('upgrade.unanswered');
  const files = t('upgrade.filesChange', { count });
  if (outcome === 'conflicts') return t('upgrade.conflicts', { files });
  return t(problems.length > 0 ? 'upgrade.withProblems' : 'upgrade.noConflicts', { files });
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

function Preview({ preview, ...asked }: UpgradeQuestionsProps) {
  const t = useText();
  return (
    <>
      <Typography gutterBottom role="status">
        {outcomeOf(preview, t)}
      </Typography>
      <UpgradeQuestions preview={preview} {...asked} />
      <Items title={t('upgrade.problems')} items={preview.problems} />
      <Items title={t('upgrade.toDo')} items={preview.notes} />
      <Items
        title={t('upgrade.merged')}
        items={preview.merged.map(({ file, outcome, reason }) => `${file}: ${outcome}; ${reason}`)}
      />
      {preview.diff !== '' && <DiffView diff={preview.diff} />}
    </>
  );
}

/** Starts the task that makes the upgrade, and opens its page. */
function useTask(service: string): {
  start: (answers: Answers) => void;
  isStarting: boolean;
  error: Error | undefined;
} {
  const scaffolder = useApi(scaffolderApiRef);
  const navigate = useNavigate();
  const [isStarting, setStarting] = useState(false);
  const [error, setError] = useState<Error>();
  const start = (answers: Answers) => {
    setStarting(true);
    scaffolder.scaffold({ templateRef: UPGRADE_TEMPLATE, values: { service, answers } }).then(
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
  const t = useText();
  const { entityRef, title, template, url } = service;
  const { preview, error, isLoading, isMergeable, answers, answer, reload } = useUpgradePreview(entityRef);
  const task = useTask(entityRef);
  const problem = error ?? task.error;
  return (
    <Dialog open onClose={onClose} maxWidth="lg" fullWidth aria-labelledby="upgrade-title">
      <DialogTitle id="upgrade-title">
        {t('upgrade.title', { title, template: `${template?.id} ${template?.latest}` })}
      </DialogTitle>
      <DialogContent>
        {isLoading && (
          <>
            <Progress />
            <Typography role="status">{t('upgrade.merging')}</Typography>
          </>
        )}
        {problem && (
          <LoadProblem title={t('upgrade.notPossible')} error={problem} {...(error && { onRetry: reload })} />
        )}
        {preview && <Preview preview={preview} template={template?.id ?? ''} onAnswer={answer} />}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('button.cancel')}</Button>
        <Button
          color="primary"
          variant="contained"
          disabled={!isMergeable || task.isStarting}
          onClick={() => task.start(answers)}
        >
          {t(url === undefined ? 'upgrade.makeBranch' : 'upgrade.pullRequest')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
