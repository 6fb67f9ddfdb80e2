import cors from 'cors';
import express, { type Express } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';
import { identify } from './accounts/authenticate.ts';
import { type ErrorReporter, noReporter } from './error-reporting.ts';
import { features } from './features.ts';
import { apiDocs } from './http/docs.ts';
import { answerWithProblem, methodNotAllowed, notFound } from './http/errors.ts';
import { limitRequests } from './http/rate-limit.ts';
import type { Context } from './http/route.ts';

/** Creates the HTTP application with every feature mounted; it does not listen yet. */
export function createApp(context: Context, logger: Logger, reporter: ErrorReporter = noReporter): Express {
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
    helmet(),
    cors({
      origin: config.FRONTEND_ORIGINS,
      exposedHeaders: [
        'Content-Disposition',
        'ETag',
        'Location',
        'Retry-After',
        'RateLimit',
        'RateLimit-Policy',
      ],
      maxAge: 600,
    }),
    identify(database),
    limitRequests(database, config, logger),
  );
  // Made for the first request: the library and all schemas take longer than the rest of the start.
  let document: Promise<object> | undefined;
  app.get('/openapi.json', async (_request, response) => {
    document ??= import('./http/openapi.ts').then(({ openApiDocument }) => openApiDocument());
    response.json(await document);
  });
  app.use('/docs', apiDocs());
  const routes = features.flatMap(feature => feature.routes);
  for (const { method, path, handlers } of routes) app[method](path, ...handlers(context));
  for (const [path, onPath = []] of Object.entries(Object.groupBy(routes, route => route.path))) {
    app.all(path, methodNotAllowed(onPath.map(route => route.method)));
  }
  app.use(notFound, answerWithProblem);
  return app;
}
