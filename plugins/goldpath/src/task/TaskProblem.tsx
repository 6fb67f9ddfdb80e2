import { EntityRefLink } from '@backstage/plugin-catalog-react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
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
  const classes = useStyles();
  const { error, task, undone } = props;
  const isOfTemplate = error !== undefined && isProblemOfTemplate(error.message);
  return (
    <div role="alert" className={classes.problem}>
      <Typography variant="h6" component="h2">
        {error ? `${task.name} was not created` : `The creation of ${task.name} was cancelled`}
      </Typography>
      {error && <Typography className={classes.message}>{error.message}</Typography>}
      {undone.map(message => (
        <Typography key={message} className={classes.message}>
          {message}
        </Typography>
      ))}
      {isOfTemplate && (
        <Typography>
          This is a problem of the template, not of your answers. Report it to the owner of{' '}
          <EntityRefLink entityRef={task.templateRef} hideIcon />.
        </Typography>
      )}
    </div>
  );
}
