import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useEffect, useState } from 'react';
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
  name: { flex: '1 1 200px' },
  time: { fontVariantNumeric: 'tabular-nums', minWidth: '5em', textAlign: 'right' },
}));

const words = {
  completed: ['none', 'Done'],
  failed: ['error', 'Failed'],
  processing: ['warning', 'Running'],
  skipped: ['unknown', 'Not needed'],
  cancelled: ['unknown', 'Cancelled'],
} as const;

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
  const classes = useStyles();
  const now = useNow(!hasEnded);
  return (
    <ol className={classes.list} aria-label="Steps">
      {steps.map(({ id, name, status = '', startedAt, endedAt }) => {
        // a step of a task that has ended does not run
        const shown = hasEnded && status === 'processing' ? 'cancelled' : status;
        const [severity, word] = words[shown as keyof typeof words] ?? [
          'unknown',
          hasEnded ? 'Not run' : 'Waiting',
        ];
        const hasTime = shown !== 'skipped' && (endedAt !== undefined || !hasEnded);
        const time = hasTime ? durationOf(startedAt, endedAt, now) : '';
        return (
          <li key={id} className={classes.step}>
            <Typography className={classes.name}>{name}</Typography>
            <SeverityLabel severity={severity} text={word} />
            <Typography variant="body2" color="textSecondary" className={classes.time}>
              {time}
            </Typography>
          </li>
        );
      })}
    </ol>
  );
}
