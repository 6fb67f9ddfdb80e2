import { makeStyles } from '@material-ui/core/styles';
import { type PropsWithChildren, startTransition, useCallback, useState } from 'react';
import { useLocation } from 'react-router-dom';
import { type FormAnswers, FormAnswersContext } from './formAnswers.ts';
import { PreviewPanel } from './PreviewPanel.tsx';

const useStyles = makeStyles(theme => ({
  // a page is an area of a grid itself, so it needs a box of its own
  form: { minWidth: 0 },
  withPreview: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    alignItems: 'start',
    [theme.breakpoints.down('md')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  preview: {
    display: 'flex',
    margin: theme.spacing(3, 3, 3, 0),
    position: 'sticky',
    top: theme.spacing(3),
    maxHeight: `calc(100vh - ${theme.spacing(6)}px)`,
    '& > *': { flex: 1 },
    [theme.breakpoints.down('md')]: {
      position: 'static',
      maxHeight: 'none',
      margin: theme.spacing(0, 3, 3),
    },
  },
}));

/** A page of the scaffolder. Beside a form whose answers are checked it has a preview, in narrow windows below it. */
export function FormWithPreview(
  props: PropsWithChildren<{ titles: ReadonlyMap<string, { title: string }>; attempt: number }>,
) {
  const classes = useStyles();
  const { pathname } = useLocation();
  const [form, setForm] = useState<FormAnswers & { pathname: string }>();
  // the form goes first: an answer must not wait until the preview is drawn
  const report = useCallback(
    (answers: FormAnswers) => startTransition(() => setForm({ ...answers, pathname })),
    [pathname],
  );
  const shown = form?.pathname === pathname ? form : undefined;
  return (
    <div className={shown && classes.withPreview}>
      <FormAnswersContext.Provider value={report}>
        <div key={props.attempt} className={classes.form}>
          {props.children}
        </div>
      </FormAnswersContext.Provider>
      {shown && (
        <div className={classes.preview}>
          <PreviewPanel
            request={{ templateRef: shown.templateRef, answers: shown.answers }}
            titles={props.titles}
          />
        </div>
      )}
    </div>
  );
}
