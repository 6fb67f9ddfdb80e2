import { Content, InfoCard, Progress } from '@backstage/core-components';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import Button from '@material-ui/core/Button';
import Card from '@material-ui/core/Card';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import Radio from '@material-ui/core/Radio';
import RadioGroup from '@material-ui/core/RadioGroup';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { CheckedService, PoliciesResponse } from '@goldpath/plugin-goldpath-common';
import { useId, useMemo, useState } from 'react';
import { pageBar } from '../bars.ts';
import { LoadProblem } from '../LoadProblem.tsx';
import { type Text, useText } from '../messages/useText.ts';
import { type RoundSource, useRounds } from '../useRounds.ts';
import { ControlsCard } from './ControlsCard.tsx';
import { OnGitHub } from './OnGitHub.tsx';
import {
  endOf,
  type RuleOverview,
  rulesOf,
  selectRules,
  type ShownRules,
  type WaiverOverview,
  waiversOf,
} from './overview.ts';
import { RuleItem } from './RuleItem.tsx';
import { ServiceOfOwner } from './ServiceOfOwner.tsx';
import { TrendCard } from './TrendCard.tsx';

const useStyles = makeStyles(theme => ({
  bar: pageBar(theme),
  list: { listStyle: 'none', padding: 0, margin: 0 },
  cards: { display: 'grid', gap: theme.spacing(3), marginBottom: theme.spacing(3) },
  lines: { margin: 0, paddingLeft: theme.spacing(2.5), lineHeight: 1.7, overflowWrap: 'anywhere' },
  empty: { padding: theme.spacing(4), textAlign: 'center' },
}));

const choices: readonly ShownRules[] = ['all', 'broken', 'waived'];

function Rules({ rules }: { rules: RuleOverview[] }) {
  const t = useText();
  const classes = useStyles();
  const [shown, setShown] = useState<ShownRules>('all');
  const [search, setSearch] = useState('');
  const searchId = useId();
  const chosen = selectRules(rules, shown, search);
  return (
    <>
      <div className={classes.bar}>
        <RadioGroup
          row
          aria-label={t('policies.show')}
          name="rules"
          value={shown}
          onChange={(_event, value) => setShown(value as ShownRules)}
        >
          {choices.map(key => (
            <FormControlLabel
              key={key}
              value={key}
              control={<Radio color="primary" size="small" />}
              label={t(`policies.choice.${key}`, { number: String(selectRules(rules, key, '').length) })}
            />
          ))}
        </RadioGroup>
        <TextField
          id={searchId}
          type="search"
          size="small"
          label={t('policies.search')}
          value={search}
          onChange={event => setSearch(event.target.value)}
        />
      </div>
      <Card variant="outlined" component="ul" className={classes.list}>
        {chosen.map(overview => (
          <RuleItem key={overview.rule.id} overview={overview} />
        ))}
        {chosen.length === 0 && (
          <Typography component="li" className={classes.empty}>
            {t('policies.noMatch')}
          </Typography>
        )}
      </Card>
    </>
  );
}

function Waivers({ waivers }: { waivers: WaiverOverview[] }) {
  const t = useText();
  const classes = useStyles();
  if (waivers.length === 0) return null;
  return (
    <InfoCard title={t('policies.waivers')} titleTypographyProps={{ component: 'h2', variant: 'h6' }}>
      <ul className={classes.lines}>
        {waivers.map(({ service, rule, resource, reason, until, daysLeft }) => (
          <li key={`${service.entityRef} ${rule} ${resource}`}>
            <ServiceOfOwner service={service} />
            {`: ${t('policies.waiver', { rule, resource, end: endOf(daysLeft, t), until, reason })}`}
          </li>
        ))}
      </ul>
    </InfoCard>
  );
}

function Failed({ services }: { services: CheckedService[] }) {
  const t = useText();
  const classes = useStyles();
  if (services.length === 0) return null;
  return (
    <InfoCard title={t('policies.failed')} titleTypographyProps={{ component: 'h2', variant: 'h6' }}>
      <ul className={classes.lines}>
        {services.map(({ entityRef, title, problem }) => (
          <li key={entityRef}>
            <EntityRefLink entityRef={entityRef} title={title} hideIcon />: {problem}
          </li>
        ))}
      </ul>
    </InfoCard>
  );
}

const source: RoundSource<PoliciesResponse> = {
  ask: (api, round) => api.policies(round),
  isComplete: ({ services }) => services.every(({ state }) => state !== 'waiting'),
  // a service is checked in a few seconds
  pause: 3_000,
};

function summaryOf({ services }: PoliciesResponse, rules: readonly RuleOverview[], t: Text): string {
  const checked = services.filter(({ state }) => state === 'checked').length;
  const broken = rules.filter(each => each.broken.length > 0).length;
  return [
    t('policies.rules', { count: rules.length }),
    t('policies.findingsOf', { checked: String(checked), services: String(services.length), count: broken }),
  ].join(' ');
}

/** For the platform team and the security lead: every rule, and the services that do not follow it. */
export function PoliciesPage() {
  const t = useText();
  const classes = useStyles();
  const { value: policies, error, isLoading, reload } = useRounds(source);
  const rules = useMemo(() => policies && rulesOf(policies), [policies]);
  return (
    <Content>
      <div className={classes.bar}>
        <Typography color="textSecondary" role="status">
          {policies && rules ? summaryOf(policies, rules, t) : isLoading && t('policies.loading')}
        </Typography>
        <Button variant="outlined" color="primary" onClick={reload} disabled={isLoading}>
          {t('button.refresh')}
        </Button>
      </div>
      {isLoading && !policies && <Progress />}
      {error && <LoadProblem title={t('policies.notLoaded')} error={error} onRetry={reload} />}
      {policies && rules && (
        <>
          <div className={classes.cards}>
            <Waivers waivers={waiversOf(policies, new Date())} />
            <TrendCard trend={policies.trend} />
            <ControlsCard rules={rules} />
            <OnGitHub services={policies.onGitHub} />
            <Failed services={policies.services.filter(({ state }) => state === 'failed')} />
          </div>
          <Rules rules={rules} />
        </>
      )}
    </Content>
  );
}
