import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useEffect, useState } from 'react';
import { useText } from '../messages/useText.ts';
import { SeverityLabel } from '../templates/SeverityLabel.tsx';
import { durationOf } from './taskView.ts';

/** A step of a task. */
export interface Step {
  id: string;
  name: string;
  status?: string;
  startedAt?: string;
  endedAt?: string;
}

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  step: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 2),
    padding: theme.spacing(1, 0),
    '& + &': { borderTop: `1px solid ${theme.palette.divider}` },
  },
  // in narrow windows the state and the time are below the name
  name: { flex: '1 1 200px', [theme.breakpoints.down('xs')]: { flexBasis: '100%' } },
  time: {
    fontVariantNumeric: 'tabular-nums',
    minWidth: '5em',
    textAlign: 'right',
    [theme.breakpoints.down('xs')]: { textAlign: 'left' },
  },
}));

const severities = {
  completed: 'none',
  failed: 'error',
  processing: 'warning',
  skipped: 'unknown',
  cancelled: 'unknown',
  notRun: 'unknown',
  waiting: 'unknown',
} as const;

/** The state of a step for the reader. */
function stateOf(status: string, hasEnded: boolean): keyof typeof severities {
  // a step of a task that has ended does not run
  if (hasEnded && status === 'processing') return 'cancelled';
  if (status in severities) return status as keyof typeof severities;
  return hasEnded ? 'notRun' : 'waiting';
}

const TICK_MILLISECONDS = 1_000;

/** The time now, which is updated while something runs. */
function useNow(isRunning: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!isRunning) return undefined;
    const timer = setInterval(() => setNow(Date.now()), TICK_MILLISECONDS);
    return () => clearInterval(timer);
  }, [isRunning]);
  return now;
}

/** The steps of a task, each with its state and its time. */
export function StepList({ steps, hasEnded }: { steps: readonly Step[]; hasEnded: boolean }) {
  const t = useText();
  const classes = useStyles();
  const now = useNow(!hasEnded);
  return (
    <ol className={classes.list} aria-label={t('task.steps')}>
      {steps.map(({ id, name, status = '', startedAt, endedAt }) => {
        const state = stateOf(status, hasEnded);
        const hasTime = state !== 'skipped' && (endedAt !== undefined || !hasEnded);
        const time = hasTime ? durationOf(startedAt, endedAt, now, t) : '';
        return (
          <li key={id} className={classes.step}>
            <Typography className={classes.name}>{name}</Typography>
            <SeverityLabel severity={severities[state]} text={t(`task.state.${state}`)} />
            <Typography variant="body2" color="textSecondary" className={classes.time}>
              {time}
            </Typography>
          </li>
        );
      })}
    </ol>
  );
}
