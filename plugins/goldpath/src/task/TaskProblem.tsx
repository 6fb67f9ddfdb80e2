import { EntityRefLink } from '@backstage/plugin-catalog-react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useText } from '../messages/useText.ts';
import { isProblemOfTemplate, type ShownTask } from './taskView.ts';

const useStyles = makeStyles(theme => ({
  problem: {
    padding: theme.spacing(2, 3),
    borderLeft: `6px solid ${theme.palette.error.main}`,
    background: theme.palette.background.paper,
    color: theme.palette.text.primary,
  },
  message: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', margin: theme.spacing(1, 0) },
}));

/** Why a task has created nothing, and what the portal has undone. */
export function TaskProblem(props: {
  error?: Error | undefined;
  task: ShownTask;
  undone: readonly string[];
}) {
  const t = useText();
  const classes = useStyles();
  const { error, task, undone } = props;
  const name = task.name ?? t('task.unnamed');
  const isOfTemplate = error !== undefined && isProblemOfTemplate(error.message);
  return (
    <div role="alert" className={classes.problem}>
      <Typography variant="h6" component="h2">
        {t(error ? 'task.notCreated' : 'task.cancelled', { name })}
      </Typography>
      {error && <Typography className={classes.message}>{error.message}</Typography>}
      {undone.map(message => (
        <Typography key={message} className={classes.message}>
          {message}
        </Typography>
      ))}
      {isOfTemplate && (
        <Typography>
          {t('task.ofTemplate', { template: <EntityRefLink entityRef={task.templateRef} hideIcon /> })}
        </Typography>
      )}
    </div>
  );
}
