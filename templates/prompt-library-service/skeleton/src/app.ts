import express, { type Express } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';
import { features } from './features.ts';
import { answerWithProblem, notFound } from './http/errors.ts';
import { openApiDocument } from './http/openapi.ts';
import type { Context } from './http/route.ts';

/** The HTTP application with every feature mounted; it listens nowhere yet. */
export function createApp(context: Context, logger: Logger): Express {
  const app = express();
  const document = openApiDocument();
  app.use(
    pinoHttp({
      logger,
      // Headers and bodies may hold secrets: the log has none of them.
      serializers: {
        req: ({ id, method, url }: { id: string; method: string; url: string }) => ({ id, method, url }),
        res: ({ statusCode }: { statusCode: number }) => ({ statusCode }),
      },
      autoLogging: { ignore: request => request.url?.startsWith('/health/') ?? false },
    }),
  );
  app.use(helmet());
  app.use(express.json({ limit: '2mb' }));
  app.get('/openapi.json', (_request, response) => void response.json(document));
  for (const { method, path, handler } of features.flatMap(feature => feature.routes)) {
    app[method](path, handler(context));
  }
  app.use(notFound, answerWithProblem);
  return app;
}
