import cors from 'cors';
import express, { type Express } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';
import { type ErrorReporter, noReporter } from './error-reporting.ts';
import { features } from './features.ts';
import { apiDocs } from './http/docs.ts';
import { answerWithProblem, methodNotAllowed, notFound } from './http/errors.ts';
import { openApiDocument } from './http/openapi.ts';
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
    pinoHttp({
      logger,
      // Headers and bodies may contain secrets, so they are not logged.
      serializers: {
        req: ({ id, method, url }: { id: string; method: string; url: string }) => ({ id, method, url }),
        res: ({ statusCode }: { statusCode: number }) => ({ statusCode }),
      },
      autoLogging: { ignore: request => request.url?.startsWith('/health/') ?? false },
    }),
    metrics.measure,
    helmet(),
    cors({
      origin: config.FRONTEND_ORIGINS,
      exposedHeaders: ['ETag', 'Location', 'Retry-After', 'RateLimit', 'RateLimit-Policy'],
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
