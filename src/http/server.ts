import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type ErrorRequestHandler, type RequestHandler } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';

export interface HttpOptions {
  port: number;
  host: string;
  log: Logger;
  registry: Registry;
  /** Whether work can be done: the store answers, the channels are up. Throws or rejects with the reason when not. */
  ready(): Promise<void>;
  /** What somebody has to look at although work goes on; nothing when left out. Anybody may read it. */
  warnings?: () => readonly string[];
}

/** The one HTTP server: platforms, forms, health and metrics. */
export interface HttpServer {
  /** Handlers are asked in the order they were mounted; each platform reads and verifies its own raw body. */
  mount(handler: RequestHandler): void;
  /**
   * Listens, and returns the address people and platforms reach it at. Rejects with a message that says what to do when
   * the port is taken.
   */
  listen(): Promise<string>;
  /** Takes no new requests, lets those under way finish (ten seconds), and closes. */
  close(): Promise<void>;
}

const drainFor = 10_000;

export function createHttpServer(given: HttpOptions): HttpServer {
  const { port, host, log, registry, ready } = given;
  const app = express();
  const server = createServer(app);
  // Longer than load balancers and pooled clients keep a connection: whoever closes first must not be us, in the middle
  // of a request.
  server.keepAliveTimeout = 75_000;
  let closing = false;
  server.on('request', (_request, response) => {
    // A kept-alive connection that was busy when closing began is idle from here on, and nobody else would close it.
    response.once('close', () => {
      if (closing) setImmediate(() => server.closeIdleConnections());
    });
  });
  app.disable('x-powered-by');
  // Inline styles are what Block Kit drawings and React need; scripts come from us alone.
  app.use(
    helmet({
      contentSecurityPolicy: {
        directives: { 'style-src': ["'self'", "'unsafe-inline'"], 'upgrade-insecure-requests': null },
      },
      strictTransportSecurity: false,
    }),
  );
  app.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  app.get('/readyz', async (_request, response) => {
    try {
      if (closing) throw new Error('shutting down');
      await ready();
      const warnings = given.warnings?.() ?? [];
      response.json({ status: 'ready', ...(warnings.length > 0 && { warnings }) });
    } catch (error) {
      response.status(503).json({ status: 'not ready', reason: error instanceof Error ? error.message : 'unknown' });
    }
  });
  app.get('/metrics', async (_request, response) => {
    response.type(registry.contentType).send(await registry.metrics());
  });
  const mounted = express.Router();
  app.use(mounted);
  app.use((_request, response) => {
    response.status(404).json({ error: 'not found' });
  });
  const onError: ErrorRequestHandler = (error: unknown, request, response, next) => {
    const status = statusOf(error);
    // The path alone: queries and bodies may hold what nobody should read.
    if (status >= 500) log.error({ err: error, method: request.method, path: request.path }, 'a request failed');
    if (response.headersSent) return next(error);
    response.status(status).json({ error: status >= 500 ? 'internal error, see the log' : 'bad request' });
  };
  app.use(onError);

  return {
    mount: (handler) => {
      mounted.use(handler);
    },
    listen: () => listen(server, port, host),
    async close() {
      closing = true;
      await closeServer(server);
    },
  };
}

/** Body parsers and routers mark what the caller did wrong with a status below 500. */
function statusOf(error: unknown): number {
  const status = typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 500;
  return status >= 400 && status < 500 ? status : 500;
}

function listen(server: Server, port: number, host: string): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE';
      reject(
        taken
          ? new Error(
              `Port ${port} is taken by another program. Stop that one, or choose another port: PORT=3001 npm start`,
              { cause: error },
            )
          : error,
      );
    });
    server.listen(port, host, () => {
      const { port: actual } = server.address() as AddressInfo;
      resolve(`http://${host === '0.0.0.0' || host === '127.0.0.1' ? 'localhost' : host}:${actual}`);
    });
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), drainFor);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    // Kept-alive connections without a request would hold the process until they time out.
    server.closeIdleConnections();
  });
}
