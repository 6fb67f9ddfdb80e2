import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useEffect, useRef } from 'react';
import type { AnswerProblem } from '@goldpath/plugin-goldpath-common';
import { isUnreachable } from '../messages/reasonOf.ts';
import { useText } from '../messages/useText.ts';
import type { fieldTitles } from './checkedSchema.ts';

/** The reason why nothing was created. */
export interface Refusal {
  error: Error;
  /** problems of the answers; empty when the reason is another */
  problems: AnswerProblem[];
  titles: ReturnType<typeof fieldTitles>;
}

const useStyles = makeStyles(theme => ({
  panel: {
    margin: theme.spacing(3, 3, 0),
    padding: theme.spacing(2, 3),
    borderLeft: `6px solid ${theme.palette.error.main}`,
    borderRadius: theme.shape.borderRadius,
    background: theme.palette.background.paper,
    boxShadow: theme.shadows[1],
    '&:focus-visible': { outline: `2px solid ${theme.palette.error.main}`, outlineOffset: 2 },
  },
  list: { margin: theme.spacing(1, 0), paddingLeft: theme.spacing(3), overflowWrap: 'anywhere' },
}));

/** Shows why nothing was created, field by field. It is announced and focused when it appears. */
export function RefusalPanel({ error, problems, titles }: Refusal) {
  const t = useText();
  const classes = useStyles();
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => panel.current?.focus(), []);
  return (
    <div role="alert" tabIndex={-1} ref={panel} className={classes.panel}>
      <Typography variant="h6" component="h2">
        {t('form.nothingCreated')}
      </Typography>
      {problems.length === 0 ? (
        <Typography className={classes.list}>
          {isUnreachable(error) ? t('problem.unreachableFix') : error.message}
        </Typography>
      ) : (
        <ul className={classes.list}>
          {problems.map(({ field, message }) => {
            const { title = field, page } = titles.get(field) ?? {};
            return (
              <Typography component="li" key={field}>
                <strong>{title}</strong> {message}
                {page && ` ${t('form.onPage', { page })}`}
              </Typography>
            );
          })}
        </ul>
      )}
      <Typography color="textSecondary">{t('form.answersKept')}</Typography>
    </div>
  );
}
