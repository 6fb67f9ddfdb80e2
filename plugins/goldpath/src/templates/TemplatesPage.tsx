import { Content, Progress } from '@backstage/core-components';
import Button from '@material-ui/core/Button';
import Card from '@material-ui/core/Card';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import Radio from '@material-ui/core/Radio';
import RadioGroup from '@material-ui/core/RadioGroup';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { TemplateReport } from '@goldpath/plugin-goldpath-common';
import { useState } from 'react';
import type { GoldpathApi } from '../api.ts';
import { pageBar } from '../bars.ts';
import { LoadProblem } from '../LoadProblem.tsx';
import { useText } from '../messages/useText.ts';
import { useLoaded } from '../useLoaded.ts';
import { select, type Shown, totals } from './selection.ts';
import { TemplateItem } from './TemplateItem.tsx';

const useStyles = makeStyles(theme => ({
  bar: pageBar(theme),
  lead: { maxWidth: 720 },
  filter: { border: 0, margin: 0, padding: 0, minWidth: 0 },
  list: { listStyle: 'none', padding: 0, margin: 0 },
  empty: { padding: theme.spacing(4), textAlign: 'center' },
}));

const choices: readonly Shown[] = ['all', 'error', 'warning', 'unknown'];

function Filter(props: { templates: TemplateReport[]; shown: Shown; onChange: (shown: Shown) => void }) {
  const t = useText();
  const classes = useStyles();
  const counts = { all: props.templates.length, ...totals(props.templates) };
  return (
    <fieldset className={classes.filter}>
      <RadioGroup
        row
        aria-label={t('templates.show')}
        name="severity"
        value={props.shown}
        onChange={(_event, value) => props.onChange(value as Shown)}
      >
        {choices.map(shown => (
          <FormControlLabel
            key={shown}
            value={shown}
            control={<Radio color="primary" size="small" />}
            label={t(`templates.choice.${shown}`, { number: String(counts[shown]) })}
          />
        ))}
      </RadioGroup>
    </fieldset>
  );
}

function TemplateList({ templates }: { templates: TemplateReport[] }) {
  const t = useText();
  const classes = useStyles();
  const [shown, setShown] = useState<Shown>('all');
  if (templates.length === 0) {
    return (
      <Card variant="outlined" className={classes.empty}>
        <Typography>
          {t('templates.none', {
            folder: <code>{'goldpath.templates.path'}</code>,
            locations: <code>{'catalog.locations'}</code>,
          })}
        </Typography>
      </Card>
    );
  }
  const chosen = select(templates, shown);
  return (
    <>
      <Filter templates={templates} shown={shown} onChange={setShown} />
      {chosen.length === 0 && (
        <Card variant="outlined" className={classes.empty}>
          <Typography>{t('templates.noSuchProblems')}</Typography>
        </Card>
      )}
      <Card variant="outlined" component="ul" className={classes.list} hidden={chosen.length === 0}>
        {chosen.map(template => (
          <TemplateItem key={template.entityRef} template={template} />
        ))}
      </Card>
    </>
  );
}

const loadTemplates = (api: GoldpathApi) => api.templates();

/** For the platform team: every registered template with its version and its problems. */
export function TemplatesPage() {
  const t = useText();
  const classes = useStyles();
  const { value: templates, error, isLoading, reload } = useLoaded(loadTemplates);
  return (
    <Content>
      <div className={classes.bar}>
        <Typography className={classes.lead} color="textSecondary" role="status">
          {isLoading && t('templates.linting')}
          {!isLoading && templates && t('templates.results', { count: templates.length })}
        </Typography>
        <Button variant="outlined" color="primary" onClick={reload} disabled={isLoading}>
          {t('button.refresh')}
        </Button>
      </div>
      {isLoading && <Progress />}
      {error && <LoadProblem title={t('templates.notLoaded')} error={error} onRetry={reload} />}
      {templates && <TemplateList templates={templates} />}
    </Content>
  );
}
