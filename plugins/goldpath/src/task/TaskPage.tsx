import { Content, InfoCard, LogViewer } from '@backstage/core-components';
import { configApiRef, useApi } from '@backstage/core-plugin-api';
import type { TaskStream } from '@backstage/plugin-scaffolder-react';
import { DefaultTemplateOutputs } from '@backstage/plugin-scaffolder-react/alpha';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useEffect, useState } from 'react';
import { useText } from '../messages/useText.ts';
import { PreviewPanel } from '../preview/PreviewPanel.tsx';
import { Checklist } from './Checklist.tsx';
import { StepList } from './StepList.tsx';
import { TaskButtons } from './TaskButtons.tsx';
import { TaskProblem } from './TaskProblem.tsx';
import type { ShownTask } from './taskView.ts';
import { useUndoMessages } from './undoMessages.ts';

const useStyles = makeStyles(theme => ({
  page: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: theme.spacing(3) },
  log: { height: '24rem', marginTop: theme.spacing(2) },
}));

function Log({ stream }: { stream: TaskStream }) {
  const t = useText();
  const classes = useStyles();
  const text = Object.values(stream.stepLogs).flat().join('\n');
  return <div className={classes.log}>{text === '' ? t('task.emptyLog') : <LogViewer text={text} />}</div>;
}

/** The page of a task that creates a service: its steps, the result, and what comes next. */
export function TaskPage(props: {
  taskId: string;
  stream: TaskStream;
  /** whether the portal sends the progress */
  isConnected: boolean;
  task: ShownTask;
  /** follows the task again after a retry */
  onRetry: () => void;
}) {
  const t = useText();
  const classes = useStyles();
  const portal = useApi(configApiRef).getString('app.title');
  const [showsLog, setShowsLog] = useState(false);
  const { taskId, stream, isConnected, task } = props;
  const { templateRef, name = t('task.unnamed'), answers, steps } = task;
  const title = t('task.create', { name });
  const isDone = stream.completed && !stream.error && !stream.cancelled;
  const hasFailed = stream.error !== undefined || stream.cancelled;
  const undone = useUndoMessages(taskId, hasFailed);
  useEffect(() => {
    document.title = `${title} | ${portal}`;
  }, [title, portal]);
  return (
    <Content>
      <div className={classes.page}>
        {hasFailed && <TaskProblem error={stream.error} task={task} undone={undone} />}
        {!isConnected && <Typography role="status">{t('task.connectionLost')}</Typography>}
        <InfoCard title={title} titleTypographyProps={{ component: 'h2' }}>
          <StepList
            steps={steps.map(step => ({ ...step, ...stream.steps[step.id] }))}
            hasEnded={stream.completed || stream.cancelled}
          />
          <TaskButtons {...props} />
          <Button size="small" aria-expanded={showsLog} onClick={() => setShowsLog(!showsLog)}>
            {t(showsLog ? 'task.hideLog' : 'task.showLog')}
          </Button>
          {showsLog && <Log stream={stream} />}
        </InfoCard>
        {isDone && (
          <div>
            <DefaultTemplateOutputs {...(stream.output && { output: stream.output })} />
            <Checklist request={{ templateRef, answers }} name={name} />
          </div>
        )}
        <PreviewPanel request={{ templateRef, answers }} titles={new Map()} isCreated={isDone} />
      </div>
    </Content>
  );
}
