import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { InfrastructurePart, PreviewedStage } from '@goldpath/plugin-goldpath-common';
import { type Text, useText } from '../messages/useText.ts';
import { useStage } from './StageChoice.tsx';

const useStyles = makeStyles(theme => ({
  totals: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(2, 4), margin: theme.spacing(0, 0, 2) },
  total: { margin: 0 },
  amount: { margin: 0, fontSize: '1.5rem', fontWeight: 700, fontVariantNumeric: 'tabular-nums' },
  table: {
    width: '100%',
    borderCollapse: 'collapse',
    fontSize: '0.875rem',
    '& th, & td': {
      textAlign: 'left',
      padding: theme.spacing(0.5, 1.5, 0.5, 0),
      borderTop: `1px solid ${theme.palette.divider}`,
      overflowWrap: 'anywhere',
    },
    '& th:last-child, & td:last-child': {
      textAlign: 'right',
      paddingRight: 0,
      fontVariantNumeric: 'tabular-nums',
      whiteSpace: 'nowrap',
    },
  },
  list: { margin: theme.spacing(0.5, 0), paddingLeft: theme.spacing(2.5), fontSize: '0.875rem' },
}));

const money = (amount: number) =>
  amount.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

function difference(total: number, before: number | undefined, t: Text): string {
  if (before === undefined) return '';
  const sign = total > before ? '+' : '−';
  return t('preview.costDifference', { difference: `${sign}${money(Math.abs(total - before))}` });
}

function Totals({ part, before }: { part: InfrastructurePart; before: Record<string, number> }) {
  const t = useText();
  const classes = useStyles();
  return (
    <dl className={classes.totals}>
      {part.stages.map(({ stage, total, currency }) => (
        <div key={stage} className={classes.total}>
          <dt>{t('preview.costAMonth', { stage })}</dt>
          <dd className={classes.amount}>
            {money(total)} {currency}
          </dd>
          <dd style={{ margin: 0, minHeight: '1.5em' }}>
            <span role="status">{difference(total, before[stage], t)}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Lines({ stage }: { stage: PreviewedStage }) {
  const t = useText();
  const classes = useStyles();
  const lines = [...stage.lines].sort((left, right) => right.monthly - left.monthly);
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{t('preview.costCharge')}</th>
          <th scope="col">{t('preview.costResource')}</th>
          <th scope="col">{stage.currency}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ what, subject, monthly, basis }, index) => (
          <tr key={`${index} ${subject.urn}`} title={basis}>
            <td>{what}</td>
            <td>{subject.name}</td>
            <td>{money(monthly)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The monthly cost of each stage, what the last answer changed in it, and its lines. */
export function CostView({ part, before }: { part: InfrastructurePart; before: Record<string, number> }) {
  const t = useText();
  const classes = useStyles();
  const { stage, choice } = useStage(part.stages);
  if (!stage) return <Typography>{t('preview.noStages')}</Typography>;
  const assumptions = Object.values(part.assumptions)
    .map(({ value, unit, what }) => `${value.toLocaleString('en-US')} ${unit} ${what}`)
    .join('; ');
  const unpriced = stage.unpriced.map(({ name, reason }) => `${name}: ${reason}`);
  return (
    <>
      <Totals part={part} before={before} />
      {choice}
      <Lines stage={stage} />
      {unpriced.length > 0 && (
        <>
          <Typography variant="subtitle2" component="h3">
            {t('preview.costNotInTotal')}
          </Typography>
          <ul className={classes.list}>
            {unpriced.map(text => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </>
      )}
      <Typography variant="body2" color="textSecondary" style={{ marginTop: 12 }}>
        {t('preview.costAssumptions', {
          date: part.pricesOf ?? '–',
          assumptions,
          leftOut: part.leftOut.join('; '),
        })}
      </Typography>
    </>
  );
}
