import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { Plan, PlannedStep } from '@goldpath/plugin-goldpath-common';
import type { ReactNode } from 'react';
import { useText } from '../messages/useText.ts';
import { SettingDetails } from './SettingDetails.tsx';

const useStyles = makeStyles(theme => ({
  list: {
    margin: theme.spacing(0.5, 0, 2),
    paddingLeft: theme.spacing(3),
    lineHeight: 1.6,
    overflowWrap: 'anywhere',
  },
  code: { fontFamily: 'monospace', fontSize: '0.875rem' },
}));

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <Typography variant="subtitle1" component="h3">
        {title}
      </Typography>
      {children}
    </section>
  );
}

function Step({ step: { name, repository, runs } }: { step: PlannedStep }) {
  const t = useText();
  const classes = useStyles();
  return (
    <li>
      {name}
      {repository !== undefined && (
        <>
          {': '}
          <span className={classes.code}>{repository}</span>
        </>
      )}
      {runs === undefined && ` ${t('preview.planDepends')}`}
    </li>
  );
}

function Settings({ settings }: Pick<Plan, 'settings'>) {
  const t = useText();
  const classes = useStyles();
  return (
    <Section title={t('preview.planSettings')}>
      <ul className={classes.list}>
        {settings.map(({ name, kind, description }) => (
          <li key={name}>
            <span className={classes.code}>{name}</span>, {t(`preview.planKind.${kind}`)}
            <SettingDetails description={description} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** The effects of creating a service, and the tasks that are left to its team. */
export function PlanView({ plan: { steps, entities, settings, deployment } }: { plan: Plan }) {
  const t = useText();
  const classes = useStyles();
  return (
    <>
      <Section title={t('preview.planSteps')}>
        <ol className={classes.list}>
          {steps
            .filter(({ runs }) => runs !== false)
            .map((step, index) => (
              <Step key={`${index} ${step.name}`} step={step} />
            ))}
        </ol>
      </Section>
      <Section title={t('preview.planCatalog')}>
        <ul className={classes.list}>
          {entities.map(ref => (
            <li key={ref} className={classes.code}>
              {ref}
            </li>
          ))}
        </ul>
      </Section>
      {settings.length > 0 && <Settings settings={settings} />}
      {deployment && (
        <Section title={t('preview.planDeployment')}>
          <ol className={classes.list}>
            {deployment.steps.map(step => (
              <li key={step}>{step}</li>
            ))}
          </ol>
          <Typography variant="body2" color="textSecondary">
            {t('preview.commandsIn', { file: deployment.file })}
          </Typography>
        </Section>
      )}
    </>
  );
}
