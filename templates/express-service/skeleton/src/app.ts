import cors from 'cors';
import express, { type Express } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { type ErrorReporter, noReporter } from './error-reporting.ts';
import { features } from './features.ts';
import { apiDocs } from './http/docs.ts';
import { answerWithProblem, methodNotAllowed, notFound } from './http/errors.ts';
import { openApiDocument } from './http/openapi.ts';
import { logRequests } from './http/log.ts';
import { limitRequests } from './http/rate-limit.ts';
import type { Context } from './http/route.ts';
import { type Metrics, createMetrics } from './metrics.ts';

interface AppOptions {
  reporter?: ErrorReporter | undefined;
  metrics?: Metrics | undefined;
}

/** Creates the HTTP application with every feature mounted; it does not listen yet. */
export function createApp(
  context: Context,
  logger: Logger,
  { reporter = noReporter, metrics = createMetrics() }: AppOptions = {},
): Express {
  const { database, config } = context;
  const app = express();
  app.set('trust proxy', config.TRUSTED_PROXIES);
  app.locals.reporter = reporter;
  app.use(
    logRequests(logger),
    metrics.measure,
    // Without upgrade-insecure-requests, which would make /docs load its files by HTTPS where there is none.
    helmet({ contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } } }),
    cors({
      origin: config.FRONTEND_ORIGINS,
      exposedHeaders: ['ETag', 'Location', 'Retry-After', 'RateLimit', 'RateLimit-Policy', 'X-Request-Id'],
      maxAge: 600,
    }),
    limitRequests(database, config),
  );
  const document = openApiDocument();
  app.get('/openapi.json', (_request, response) => void response.json(document));
  app.use('/docs', apiDocs());
  const routes = features.flatMap(feature => feature.routes);
  for (const { method, path, handlers } of routes) app[method](path, ...handlers(context));
  for (const [path, onPath = []] of Object.entries(Object.groupBy(routes, route => route.path))) {
    app.all(path, methodNotAllowed(onPath.map(route => route.method)));
  }
  app.use(notFound, answerWithProblem);
  return app;
}
