import { InfoCard } from '@backstage/core-components';
import { useApi } from '@backstage/core-plugin-api';
import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { Plan, PreviewRequest } from '@goldpath/plugin-goldpath-common';
import { useEffect, useState } from 'react';
import { goldpathApiRef } from '../api.ts';
import { reasonOf } from '../messages/reasonOf.ts';
import { useText } from '../messages/useText.ts';
import { SettingDetails } from '../preview/SettingDetails.tsx';

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: theme.spacing(0, 0, 2), padding: 0, overflowWrap: 'anywhere' },
  // the box stays beside the first line of a long text
  item: { alignItems: 'flex-start', '& > :last-child': { paddingTop: theme.spacing(1) } },
  code: { fontFamily: 'monospace', fontSize: '0.875rem' },
}));

/** The plan of a service; undefined until it is known. */
function usePlan(request: PreviewRequest): { plan?: Plan; error?: Error } {
  const goldpath = useApi(goldpathApiRef);
  const [state, setState] = useState<{ plan?: Plan; error?: Error }>({});
  const body = JSON.stringify(request);
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    async function load() {
      for await (const part of goldpath.preview(JSON.parse(body) as PreviewRequest, signal)) {
        if (part.part !== 'files' || signal.aborted) continue;
        setState({ plan: part.plan });
        return;
      }
    }
    load().catch((error: Error) => {
      if (!signal.aborted) setState({ error });
    });
    return () => controller.abort();
  }, [goldpath, body]);
  return state;
}

/** The steps that were done, in this browser. */
function useDone(key: string) {
  const [done, setDone] = useState<string[]>(() => JSON.parse(localStorage.getItem(key) ?? '[]') as string[]);
  const toggle = (item: string) => {
    const next = done.includes(item) ? done.filter(other => other !== item) : [...done, item];
    localStorage.setItem(key, JSON.stringify(next));
    setDone(next);
  };
  return { done, toggle };
}

/** The tasks that are left to the team of a new service: its secrets and variables, and the steps of its first deployment. */
export function Checklist({ request, name }: { request: PreviewRequest; name: string }) {
  const t = useText();
  const classes = useStyles();
  const { plan, error } = usePlan(request);
  const { done, toggle } = useDone(`goldpath.deployment.${name}`);
  if (error)
    return (
      <Typography role="alert">{t('task.nextStepsNotLoaded', { reason: reasonOf(error, t) })}</Typography>
    );
  if (!plan?.deployment) return null;
  const { deployment, settings } = plan;
  const items = [
    ...deployment.steps.map(step => ({ id: step, label: step })),
    ...settings.map(({ name: setting, kind, description }) => ({
      id: setting,
      label: (
        <>
          {t(kind === 'secret' ? 'task.setSecret' : 'task.setVariable', {
            name: <span className={classes.code}>{setting}</span>,
          })}
          <SettingDetails description={description} />
        </>
      ),
    })),
  ];
  return (
    <InfoCard title={t('task.nextSteps')} titleTypographyProps={{ component: 'h2', variant: 'h6' }}>
      <ul className={classes.list}>
        {items.map(({ id, label }) => (
          <li key={id}>
            <FormControlLabel
              className={classes.item}
              control={<Checkbox color="primary" checked={done.includes(id)} onChange={() => toggle(id)} />}
              label={label}
            />
          </li>
        ))}
      </ul>
      <Typography variant="body2" color="textSecondary">
        {t('task.commandsIn', { file: <span className={classes.code}>{deployment.file}</span> })}
      </Typography>
    </InfoCard>
  );
}
