import { Content, Link, LinkButton, Page } from '@backstage/core-components';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useText } from '../messages/useText.ts';
import { ForYou } from './ForYou.tsx';
import { Services } from './Services.tsx';
import { useOverview } from './useOverview.ts';

const useStyles = makeStyles(theme => ({
  hero: {
    background: 'linear-gradient(120deg, #14213d, #24406e)',
    color: '#fff',
    borderRadius: 12,
    padding: theme.spacing(5, 5, 5),
    marginBottom: theme.spacing(4),
    [theme.breakpoints.down('xs')]: { padding: theme.spacing(3) },
  },
  title: { fontSize: '2.2rem', fontWeight: 700, margin: 0, lineHeight: 1.2 },
  lead: { maxWidth: 640, margin: theme.spacing(1.5, 0, 3), fontSize: '1.1rem', color: '#dbe3f2' },
  actions: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(2), alignItems: 'center' },
  create: {
    background: '#f5c451',
    color: '#14213d',
    fontWeight: 700,
    padding: theme.spacing(1.25, 3),
    '&:hover': { background: '#ffd67a' },
    '&:focus-visible': { outline: '3px solid #fff', outlineOffset: 2 },
  },
  browse: { color: '#fff', textDecoration: 'underline' },
  steps: {
    display: 'grid',
    gridTemplateColumns: 'repeat(3, minmax(0, 1fr))',
    [theme.breakpoints.down('xs')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
    gap: theme.spacing(3),
    listStyle: 'none',
    padding: 0,
    margin: theme.spacing(0, 0, 4),
  },
}));

const steps = ['ask', 'check', 'get'] as const;

/** The start page: a way to create a service, and the existing services. */
export function HomePage() {
  const t = useText();
  const classes = useStyles();
  const state = useOverview();
  return (
    <Page themeId="home">
      <Content>
        <section className={classes.hero}>
          <h1 className={classes.title}>{t('home.title')}</h1>
          <p className={classes.lead}>{t('home.lead')}</p>
          <div className={classes.actions}>
            <LinkButton
              to={state.overview?.createPath ?? '/create'}
              className={classes.create}
              variant="contained"
            >
              {t('home.createService')}
            </LinkButton>
            <Link to="/create" className={classes.browse}>
              {t('home.allTemplates')}
            </Link>
          </div>
        </section>
        <ol className={classes.steps} aria-label={t('home.howItWorks')}>
          {steps.map(step => (
            <li key={step}>
              <Typography variant="h6" component="h2">
                {t(`home.step.${step}`)}
              </Typography>
              <Typography color="textSecondary">{t(`home.stepText.${step}`)}</Typography>
            </li>
          ))}
        </ol>
        {state.owners && <ForYou owners={state.owners} />}
        <Services {...state} />
      </Content>
    </Page>
  );
}
