import { Content, InfoCard, LogViewer } from '@backstage/core-components';
import { configApiRef, useApi } from '@backstage/core-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { scaffolderApiRef, type TaskStream } from '@backstage/plugin-scaffolder-react';
import { DefaultTemplateOutputs } from '@backstage/plugin-scaffolder-react/alpha';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useEffect, useState } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import { PreviewPanel } from '../preview/PreviewPanel.tsx';
import { Checklist } from './Checklist.tsx';
import { StepList } from './StepList.tsx';
import { formWith, isProblemOfTemplate, type ShownTask } from './taskView.ts';

const useStyles = makeStyles(theme => ({
  page: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: theme.spacing(3) },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1, 2), marginTop: theme.spacing(2) },
  problem: {
    padding: theme.spacing(2, 3),
    borderLeft: `6px solid ${theme.palette.error.main}`,
    background: theme.palette.background.paper,
    color: theme.palette.text.primary,
  },
  message: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', margin: theme.spacing(1, 0) },
  log: { height: '24rem', marginTop: theme.spacing(2) },
}));

function Problem({ error, task }: { error: Error; task: ShownTask }) {
  const classes = useStyles();
  return (
    <div role="alert" className={classes.problem}>
      <Typography variant="h6" component="h2">
        {task.name} was not created
      </Typography>
      <Typography className={classes.message}>{error.message}</Typography>
      {isProblemOfTemplate(error.message) && (
        <Typography>
          This is a problem of the template, not of your answers. Report it to the owner of{' '}
          <EntityRefLink entityRef={task.templateRef} hideIcon />.
        </Typography>
      )}
    </div>
  );
}

function Log({ stream }: { stream: TaskStream }) {
  const classes = useStyles();
  const text = Object.values(stream.stepLogs).flat().join('\n');
  return <div className={classes.log}>{text === '' ? 'The log is empty.' : <LogViewer text={text} />}</div>;
}

function Buttons(props: { taskId: string; stream: TaskStream; task: ShownTask; templatePath: string }) {
  const classes = useStyles();
  const scaffolder = useApi(scaffolderApiRef);
  const [isCancelling, setCancelling] = useState(false);
  const [failure, setFailure] = useState<Error>();
  const { taskId, stream, task, templatePath } = props;
  const hasEnded = stream.completed || stream.cancelled;
  const cancel = () => {
    setCancelling(true);
    scaffolder.cancelTask(taskId).catch((error: Error) => {
      setCancelling(false);
      setFailure(error);
    });
  };
  return (
    <>
      <div className={classes.buttons}>
        {!hasEnded && (
          <Button variant="outlined" onClick={cancel} disabled={isCancelling}>
            {isCancelling ? 'Cancelling' : 'Cancel'}
          </Button>
        )}
        {hasEnded && (stream.error ?? stream.cancelled) && (
          <Button
            variant="contained"
            color="primary"
            component={RouterLink}
            to={formWith(templatePath, task.answers)}
          >
            Edit answers and try again
          </Button>
        )}
      </div>
      {failure && <Typography role="alert">It could not be cancelled: {failure.message}</Typography>}
    </>
  );
}

/** The page of a task that creates a service: its steps, the result, and what comes next. */
export function TaskPage(props: {
  taskId: string;
  stream: TaskStream;
  task: ShownTask;
  templatePath: string;
}) {
  const classes = useStyles();
  const portal = useApi(configApiRef).getString('app.title');
  const [showsLog, setShowsLog] = useState(false);
  const { stream, task } = props;
  const { templateRef, name, answers, steps } = task;
  const isDone = stream.completed && !stream.error && !stream.cancelled;
  useEffect(() => {
    document.title = `Create ${name} | ${portal}`;
  }, [name, portal]);
  return (
    <Content>
      <div className={classes.page}>
        {stream.error && <Problem error={stream.error} task={task} />}
        <InfoCard title={`Create ${name}`} titleTypographyProps={{ component: 'h2' }}>
          <StepList
            steps={steps.map(step => ({ ...step, ...stream.steps[step.id] }))}
            hasEnded={stream.completed || stream.cancelled}
          />
          <Buttons {...props} />
          <Button size="small" aria-expanded={showsLog} onClick={() => setShowsLog(!showsLog)}>
            {showsLog ? 'Hide the log' : 'Show the log'}
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
