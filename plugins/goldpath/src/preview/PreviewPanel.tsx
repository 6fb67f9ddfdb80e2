import LinearProgress from '@material-ui/core/LinearProgress';
import Tab from '@material-ui/core/Tab';
import Tabs from '@material-ui/core/Tabs';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { PreviewRequest } from '@goldpath/plugin-goldpath-common';
import { type ReactNode, useState } from 'react';
import { reasonOf } from '../messages/reasonOf.ts';
import { type Text, useText } from '../messages/useText.ts';
import { ArchitectureView } from './ArchitectureView.tsx';
import { ChecksView } from './ChecksView.tsx';
import { CostView } from './CostView.tsx';
import { FilesView } from './FilesView.tsx';
import { PlanView } from './PlanView.tsx';
import { PreviewActions } from './PreviewActions.tsx';
import type { PreviewState } from './state.ts';
import { usePreview } from './usePreview.ts';

const useStyles = makeStyles(theme => ({
  panel: {
    display: 'flex',
    flexDirection: 'column',
    minWidth: 0,
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: 8,
    background: theme.palette.background.paper,
    color: theme.palette.text.primary,
    // only the content of a view scrolls
    '& > :not([role="tabpanel"])': { flexShrink: 0 },
  },
  header: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: theme.spacing(0.5, 2),
    padding: theme.spacing(1.5, 2, 0),
  },
  note: { padding: theme.spacing(0.5, 2, 0), overflowWrap: 'anywhere' },
  progress: { height: 3, marginTop: theme.spacing(1) },
  tab: {
    minWidth: 0,
    padding: theme.spacing(0.75, 1.5),
    textTransform: 'none',
    fontSize: '0.875rem',
    '&:hover, &:focus': { background: theme.palette.action.hover, color: theme.palette.text.primary },
  },
  content: { padding: theme.spacing(2), overflowY: 'auto', minHeight: 200 },
  error: {
    margin: theme.spacing(2),
    padding: theme.spacing(1, 2),
    borderLeft: `4px solid ${theme.palette.error.main}`,
    overflowWrap: 'anywhere',
  },
}));

const views = ['files', 'architecture', 'checks', 'cost', 'plan'] as const;
type View = (typeof views)[number];

/** The label of a view, with its result where that is a number. */
function labelOf(view: View, { checks }: PreviewState, t: Text): string {
  if (view !== 'checks' || !checks) return t(`preview.tab.${view}`);
  const { length } = checks.findings;
  return length > 0
    ? t('preview.tab.checksFound', { number: String(length) })
    : t('preview.tab.checksPassed');
}

function contentOf(view: View, state: PreviewState, request: PreviewRequest): ReactNode {
  const { files, infrastructure, checks, totalsBefore } = state;
  if (view === 'files') return files && <FilesView part={files} request={request} />;
  if (view === 'architecture') return infrastructure && <ArchitectureView part={infrastructure} />;
  if (view === 'checks') return checks && <ChecksView part={checks} />;
  if (view === 'cost') return infrastructure && <CostView part={infrastructure} before={totalsBefore} />;
  return files && <PlanView plan={files.plan} />;
}

/** The fields that have the value of a sample. */
function assumedNote(
  { files }: PreviewState,
  titles: ReadonlyMap<string, { title: string }>,
  t: Text,
): string {
  if (!files) return t('preview.nothingYet');
  if (files.assumed.length === 0) return t('preview.exact');
  const names = files.assumed.map(field => titles.get(field)?.title ?? field);
  return t('preview.assumed', { fields: names.join(', ') });
}

function ViewTabs(props: { view: View; onChange: (view: View) => void; state: PreviewState }) {
  const t = useText();
  const classes = useStyles();
  return (
    <Tabs
      value={props.view}
      onChange={(_event, value) => props.onChange(value as View)}
      indicatorColor="primary"
      variant="scrollable"
      scrollButtons="auto"
      aria-label={t('preview.views')}
    >
      {views.map(name => (
        <Tab
          key={name}
          value={name}
          label={labelOf(name, props.state, t)}
          id={`preview-tab-${name}`}
          aria-controls="preview-content"
          className={classes.tab}
        />
      ))}
    </Tabs>
  );
}

/** Shows what a form would create: files, architecture, checks, cost, and what will happen. */
export function PreviewPanel(props: {
  request: PreviewRequest;
  titles: ReadonlyMap<string, { title: string }>;
  /** for the page of a task, which has created it */
  isCreated?: boolean;
}) {
  const t = useText();
  const classes = useStyles();
  const { request, titles, isCreated = false } = props;
  const [view, setView] = useState<View>('files');
  const state = usePreview(request);
  const content = contentOf(view, state, request);
  return (
    <section aria-labelledby="preview-title" className={classes.panel}>
      <div className={classes.header}>
        <Typography variant="h6" component="h2" id="preview-title">
          {t(isCreated ? 'preview.contents' : 'preview.title')}
        </Typography>
        <PreviewActions request={request} />
      </div>
      <Typography variant="body2" color="textSecondary" className={classes.note} role="status">
        {!isCreated && assumedNote(state, titles, t)}
      </Typography>
      <div className={classes.progress}>
        {state.isLoading && <LinearProgress aria-label={t('preview.updating')} />}
      </div>
      <ViewTabs view={view} onChange={setView} state={state} />
      {state.error && (
        <Typography role="alert" className={classes.error}>
          {t('preview.notLoaded', { reason: reasonOf(state.error, t) })}
        </Typography>
      )}
      <div
        role="tabpanel"
        id="preview-content"
        aria-labelledby={`preview-tab-${view}`}
        className={classes.content}
        tabIndex={0}
      >
        {content ?? (!state.error && <Typography color="textSecondary">{t('preview.loading')}</Typography>)}
      </div>
    </section>
  );
}
