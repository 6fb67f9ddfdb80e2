import { Content, Link, LinkButton, Page } from '@backstage/core-components';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
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
    gridTemplateColumns: 'repeat(auto-fit, minmax(200px, 1fr))',
    gap: theme.spacing(3),
    listStyle: 'none',
    padding: 0,
    margin: theme.spacing(0, 0, 4),
  },
}));

const steps = [
  ['Ask', 'A short form: a name, an owner, a region, a size.'],
  ['Check', 'Schema, workflows and the executed infrastructure are checked. A problem stops here.'],
  ['Get', 'A repository with a tested service, its AWS infrastructure and its pipeline.'],
] as const;

/** The start page: a way to create a service, and the existing services. */
export function HomePage() {
  const classes = useStyles();
  const state = useOverview();
  return (
    <Page themeId="home">
      <Content>
        <section className={classes.hero}>
          <h1 className={classes.title}>From an idea to a running service</h1>
          <p className={classes.lead}>
            Answer a few questions and get a service that builds, runs and deploys, and that passes every
            check before it is published.
          </p>
          <div className={classes.actions}>
            <LinkButton
              to={state.overview?.createPath ?? '/create'}
              className={classes.create}
              variant="contained"
            >
              Create a service
            </LinkButton>
            <Link to="/create" className={classes.browse}>
              See all templates
            </Link>
          </div>
        </section>
        <ol className={classes.steps} aria-label="How it works">
          {steps.map(([title, text]) => (
            <li key={title}>
              <Typography variant="h6" component="h2">
                {title}
              </Typography>
              <Typography color="textSecondary">{text}</Typography>
            </li>
          ))}
        </ol>
        {state.owners && <ForYou owners={state.owners} />}
        <Services {...state} />
      </Content>
    </Page>
  );
}
