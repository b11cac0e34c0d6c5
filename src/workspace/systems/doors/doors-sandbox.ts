import { randomUUID } from 'node:crypto';
import { type Request, Router, raw } from 'express';
import { z } from 'zod';
import { type Answer, Refusal } from '../answer.ts';
import { type Sandbox, type SandboxOptions, sandboxToken } from '../sandbox.ts';
import { type Core, createCore } from '../sandbox-core.ts';
import { strangersFor } from '../strangers.ts';
import type { SandboxAccount } from '../system.ts';
import { isSignedBy } from './signature.ts';
import { type Badge, type DoorsState, doorsStateSchema, opens, seedDoors } from './state.ts';

export interface DoorsSandboxOptions extends SandboxOptions {
  id?: string;
  label?: string;
  /** What the webhooks are signed with. */
  secret?: string;
  /** How long the doors take to learn that a badge is gone; 1 s when not said. */
  delayMilliseconds?: number;
}

const requestSchema = z.object({ action: z.string(), account: z.object({ id: z.string(), email: z.string() }) });

/** The state is named, so that nobody takes the 404 of something else for this one; and so is whose doors they are. */
const nobodyIn = ({ organisation }: DoorsState) => ({
  error: 'nobody has a badge under this address',
  state: null,
  organisation,
});

/**
 * Badges and doors: a home-made receiver of the webhook connector. `POST /revocations` takes a badge away a moment
 * later; `GET /badges/<e-mail>` tells from the doors' own list whether it still opens.
 */
export function createDoorsSandbox(options: DoorsSandboxOptions): Sandbox {
  const { dataDir, people, now, id = 'doors', label = 'Badge & doors' } = options;
  const { secret = sandboxToken, delayMilliseconds = 1000 } = options;

  const { core, system } = createCore<DoorsState>({
    id,
    label,
    dataDir,
    now,
    stateSchema: doorsStateSchema,
    seed: () => seedDoors(people, now()),
    stranger: () => seedDoors(strangersFor(people), now(), 'elsewhere.example.com'),
    accounts: (state) => state.badges.map((badge) => account(badge, now())),
    refusals: {
      unavailable: () => refusal(503, 'the door controller does not answer'),
      throttled: () => ({ ...refusal(429, 'one request a second'), headers: { 'Retry-After': '1' } }),
      broken: () => refusal(500, 'internal error'),
      unauthorised: () => refusal(401, 'the signature is not accepted'),
    },
    everyAnswer: () => ({ 'Content-Type': 'application/json', 'x-request-id': randomUUID() }),
    routes: (core) => doorsRoutes(core, { secret, now, delayMilliseconds }),
  });

  return Object.assign(system, {
    signIn(email: string) {
      const badge = byEmail(core.state(), email);
      return badge !== undefined && opens(badge, now());
    },
    recordActivity(email: string) {
      return core.happen((state) => {
        const badge = byEmail(state, email);
        if (badge === undefined) return false;
        badge.lastUsedAt = now().toISOString();
        return true;
      });
    },
    reopen(email: string) {
      return core.happen((state) => {
        const badge = byEmail(state, email);
        if (badge === undefined) return false;
        badge.endsAt = null;
        return true;
      });
    },
  });
}

function doorsRoutes(
  core: Core<DoorsState>,
  { secret, now, delayMilliseconds }: { secret: string; now: () => Date; delayMilliseconds: number },
): Router {
  const router = Router();
  router.use(raw({ type: '*/*' }));
  router.use((request, _response, next) => {
    const signed = request.method === 'GET' ? request.originalUrl : textOf(request);
    if (!isSignedBy(secret, { header: request.get('x-relais-signature'), signed, now: now() }))
      throw new Refusal(refusal(401, 'the signature is missing, wrong or too old'));
    next();
  });

  router.post('/revocations', (request, response) => {
    const key = request.get('idempotency-key');
    const asked = requestSchema.safeParse(jsonOf(textOf(request)));
    if (!asked.success || key === undefined) throw new Refusal(refusal(400, 'not a revocation'));
    const answer = core.write('revoke badge', (state): Answer => {
      const badge = byEmail(state, asked.data.account.email);
      if (badge === undefined) throw new Refusal({ status: 404, body: nobodyIn(state) });
      const repeated = state.taken[key]?.badge === badge.id;
      if (badge.endsAt !== null && !repeated) return { status: 409, body: badgeBody(badge, now()) };
      badge.endsAt ??= new Date(now().getTime() + delayMilliseconds).toISOString();
      state.taken[key] ??= { badge: badge.id, at: now().toISOString() };
      return { status: 202, body: { id: key, badge: badge.id, status: 'taken' } };
    });
    response.status(answer.status).json(answer.body);
  });

  router.get('/badges/:email', (request, response) => {
    const state = core.state();
    const badge = byEmail(state, request.params.email);
    if (badge === undefined) throw new Refusal({ status: 404, body: nobodyIn(state) });
    response.json({ ...badgeBody(badge, now()), organisation: state.organisation });
  });

  router.use(() => {
    throw new Refusal(refusal(404, 'no such endpoint'));
  });
  return router;
}

function byEmail(state: DoorsState, email: string): Badge | undefined {
  return state.badges.find((badge) => badge.email.toLowerCase() === email.toLowerCase());
}

function badgeBody(badge: Badge, now: Date) {
  const { id, name, lastUsedAt } = badge;
  const ending = badge.endsAt === null ? 'active' : 'revoking';
  return { badge: id, holder: name, state: opens(badge, now) ? ending : 'revoked', lastUsedAt };
}

function account(badge: Badge, now: Date): SandboxAccount {
  const live = opens(badge, now);
  return {
    id: badge.id,
    email: badge.email,
    name: badge.name,
    live,
    status: badgeBody(badge, now).state,
    sessions: 0,
    tokens: live ? 1 : 0,
    groups: badge.zones,
  };
}

function refusal(status: number, error: string): Answer {
  return { status, body: { error } };
}

function textOf(request: Request): string {
  const body: unknown = request.body;
  return Buffer.isBuffer(body) ? body.toString('utf8') : '';
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
