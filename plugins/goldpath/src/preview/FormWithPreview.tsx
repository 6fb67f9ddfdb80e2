import { makeStyles } from '@material-ui/core/styles';
import { type PropsWithChildren, startTransition, useCallback, useState } from 'react';
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

/** A form, and beside it a preview of its answers; in narrow windows below it. */
export function FormWithPreview({
  titles,
  asked,
  onAnswers,
  children,
}: PropsWithChildren<{
  titles: ReadonlyMap<string, { title: string }>;
  /** leaves out the answers that the form does not ask for */
  asked: (answers: FormAnswers['answers']) => FormAnswers['answers'];
  onAnswers: (answers: FormAnswers['answers']) => void;
}>) {
  const classes = useStyles();
  const [form, setForm] = useState<FormAnswers>();
  const report = useCallback(
    ({ templateRef, answers: all }: FormAnswers) => {
      const answers = asked(all);
      onAnswers(answers);
      // the form goes first: an answer must not wait until the preview is drawn
      startTransition(() => setForm({ templateRef, answers }));
    },
    [asked, onAnswers],
  );
  return (
    <div className={form && classes.withPreview}>
      <FormAnswersContext.Provider value={report}>
        <div className={classes.form}>{children}</div>
      </FormAnswersContext.Provider>
      {form && (
        <div className={classes.preview}>
          <PreviewPanel request={form} titles={titles} />
        </div>
      )}
    </div>
  );
}
