import { useApi } from '@backstage/core-plugin-api';
import { scaffolderApiRef, type TaskStream } from '@backstage/plugin-scaffolder-react';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useState } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import { useFormPath } from '../form/useFormPath.ts';
import { reasonOf } from '../messages/reasonOf.ts';
import { useText } from '../messages/useText.ts';
import { formWith, type ShownTask } from './taskView.ts';

const useStyles = makeStyles(theme => ({
  buttons: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1, 2), marginTop: theme.spacing(2) },
}));

/** Sends a request of a button, and keeps the reason when it is refused. */
function useRequest() {
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Error>();
  const request = (work: () => Promise<unknown> | undefined) => async () => {
    setBusy(true);
    setFailure(undefined);
    try {
      await work();
    } catch (error) {
      setBusy(false);
      setFailure(error as Error);
    }
  };
  return { request, isBusy, failure };
}

/** Cancels a task that runs; starts one that has failed again, with the same answers or with others. */
export function TaskButtons(props: {
  taskId: string;
  stream: TaskStream;
  task: ShownTask;
  onRetry: () => void;
}) {
  const t = useText();
  const classes = useStyles();
  const scaffolder = useApi(scaffolderApiRef);
  const { taskId, stream, task, onRetry } = props;
  const formPath = useFormPath(task.templateRef);
  const { request, isBusy, failure } = useRequest();
  const hasEnded = stream.completed || stream.cancelled;
  const cancel = request(() => scaffolder.cancelTask(taskId));
  const retry = request(async () => {
    await scaffolder.retry?.(taskId);
    onRetry();
  });
  return (
    <>
      <div className={classes.buttons}>
        {!hasEnded && (
          <Button variant="outlined" onClick={() => void cancel()} disabled={isBusy}>
            {t(isBusy ? 'task.cancelling' : 'button.cancel')}
          </Button>
        )}
        {hasEnded && (stream.error ?? stream.cancelled) && (
          <>
            <Button
              variant="contained"
              color="primary"
              component={RouterLink}
              to={formWith(formPath, task.answers)}
            >
              {t('task.edit')}
            </Button>
            <Button variant="outlined" onClick={() => void retry()} disabled={isBusy}>
              {t('task.retry')}
            </Button>
          </>
        )}
      </div>
      {failure && <Typography role="alert">{t('task.refused', { reason: reasonOf(failure, t) })}</Typography>}
    </>
  );
}
