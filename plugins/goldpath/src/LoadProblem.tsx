import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { isUnreachable } from './messages/reasonOf.ts';
import { useText } from './messages/useText.ts';

const useStyles = makeStyles(theme => ({
  problem: {
    padding: theme.spacing(2, 3),
    borderLeft: `6px solid ${theme.palette.error.main}`,
    background: theme.palette.background.paper,
    color: theme.palette.text.primary,
  },
  reason: { margin: theme.spacing(1, 0), whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
}));

/** Why a part of a page could not be loaded, with a button that loads it again. */
export function LoadProblem({
  title,
  error,
  onRetry,
}: {
  title: string;
  error: Error;
  onRetry?: () => void;
}) {
  const t = useText();
  const classes = useStyles();
  return (
    <div role="alert" className={classes.problem}>
      <Typography variant="h6" component="h2">
        {title}
      </Typography>
      <Typography className={classes.reason}>
        {isUnreachable(error) ? t('problem.unreachableFix') : error.message}
      </Typography>
      {onRetry && (
        <Button variant="outlined" color="primary" onClick={onRetry}>
          {t('button.tryAgain')}
        </Button>
      )}
    </div>
  );
}
