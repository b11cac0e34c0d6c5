import { once } from 'node:events';
import { createServer } from 'node:http';
import express, { type RequestHandler } from 'express';
import { z } from 'zod';
import { type LimitedSystem, limitedSystemSchema } from '../limited-system.ts';
import type { Order, Report } from './messages.ts';
import { obey } from './obey.ts';

/**
 * Systems that departures are cut from, in a process of their own: what they cost is not Relais'. They know everybody,
 * keep to their limits as vendors do, with 429, and count what they are asked. Small beside the local workspace's
 * sandboxes, whose files would be the slowest of all with a thousand people.
 */
const counts = new Map<string, { asked: number; refused: number }>();
/** Off while departures are planned. */
let limited = false;

const patchSchema = z.object({ Operations: z.array(z.object({ value: z.boolean() })).length(1) });

obey(async (order: Order): Promise<Report> => {
  if (order.type !== 'start') throw new Error(`systems do not know ${order.type}`);
  const systems = z.array(limitedSystemSchema).parse(JSON.parse(order.env['BENCH_SYSTEMS'] ?? ''));
  const app = express();
  app.get('/counts', (_request, response) => void response.json(Object.fromEntries(counts)));
  app.post('/limited', (_request, response) => {
    limited = true;
    for (const count of counts.values()) Object.assign(count, { asked: 0, refused: 0 });
    response.end();
  });
  for (const system of systems) app.use(`/${system.id}`, turnstile(system), people(system));
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { type: 'ready', url: `http://127.0.0.1:${address.port}` };
});

/** A bucket that refills at the allowed rate and holds two seconds' worth, and the time that each answer takes. */
function turnstile({ id, perMinute, delay }: LimitedSystem): RequestHandler {
  const count = { asked: 0, refused: 0 };
  counts.set(id, count);
  const most = Math.max(2, perMinute / 30);
  let left = most;
  let since = performance.now();
  return (_request, response, next) => {
    count.asked += 1;
    if (!limited) return next();
    const now = performance.now();
    left = Math.min(most, left + ((now - since) * perMinute) / 60_000);
    since = now;
    if (left < 1) {
      count.refused += 1;
      response.status(429).set('retry-after', '1').json({ detail: 'too many requests' });
      return;
    }
    left -= 1;
    setTimeout(next, delay);
  };
}

function people(system: LimitedSystem): express.Router {
  const gone = new Set<string>();
  const router = express.Router();
  router.use(express.json({ type: ['application/json', 'application/scim+json'] }));
  switch (system.type) {
    case 'scim': {
      const user = (email: string) => ({ id: email, userName: email, active: !gone.has(email), emails: [] });
      router.get('/Users', (request, response) => {
        const email = /^userName eq "(.*)"$/.exec(String(request.query['filter']))?.[1];
        const found = email === undefined ? [] : [user(email)];
        response.json({ totalResults: found.length, Resources: found });
      });
      router.get('/Users/:id', (request, response) => void response.json(user(request.params.id)));
      router.patch('/Users/:id', (request, response) => {
        const [operation] = patchSchema.parse(request.body).Operations;
        if (operation?.value === false) gone.add(request.params.id);
        response.json(user(request.params.id));
      });
      router.get('/Groups', (_request, response) => void response.json({ totalResults: 0, Resources: [] }));
      return router;
    }
    case 'webhook':
      router.get('/badges/:email', (request, response) => {
        response.json({ state: gone.has(request.params.email) ? 'revoked' : 'active' });
      });
      router.post('/revocations', (request, response) => {
        gone.add(z.object({ account: z.object({ email: z.string() }) }).parse(request.body).account.email);
        response.status(202).json({});
      });
      return router;
  }
}
