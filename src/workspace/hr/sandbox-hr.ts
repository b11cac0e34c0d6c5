import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import express, { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { type Employment, employmentSchema } from '../../engine/ports/hr-system.ts';
import type { WorkspacePerson } from '../company.ts';
import { ownPageOnly } from '../own-page-only.ts';
import { openStateFile } from '../systems/state-file.ts';
import { drawHrSystem, hrSystemPath } from './draw-hr-system.tsx';

const stateSchema = z.strictObject({ employments: z.array(employmentSchema) });

const day = z.union([z.iso.date(), z.literal('').transform(() => null)]).nullable();

/** What is done to one employee on the page. */
const changeSchema = z.discriminatedUnion('act', [
  z.object({
    act: z.literal('end'),
    contractEnd: z.iso.date(),
    lastWorkingDay: day.optional(),
    reason: z.enum(['resignation', 'dismissal', 'redundancy', 'retirement', 'end-of-contract', 'unknown']),
  }),
  z.object({ act: z.literal('take-back') }),
  z.object({ act: z.literal('move'), on: z.iso.date(), to: z.string().trim().max(100) }),
  z.object({ act: z.literal('rehire'), startsOn: z.iso.date() }),
]);
type Change = z.output<typeof changeSchema>;

/** The HR system of the invented company: it signs what it pushes over real HTTP, and answers what it is asked. */
export interface SandboxHr {
  router: Router;
  /** The entry of `hris:` for it. */
  configuration(url: string): unknown;
  /** What its secrets are references to. */
  secrets(): Record<string, string>;
  /** Somebody of HR changes a record, as on the page; resolves once it was pushed. */
  change(id: string, change: Change): Promise<void>;
}

const apiPath = '/sandbox-hr';
const pushTo = '/hr/people';

export function createSandboxHr({
  dataDir,
  people,
  now,
  url,
}: {
  dataDir: string;
  people: readonly WorkspacePerson[];
  now: () => Date;
  /** Where Relais is reached. */
  url: string;
}): SandboxHr {
  const file = openStateFile(join(dataDir, 'workspace-hr.json'), stateSchema);
  const token = randomBytes(24).toString('hex');
  const signingSecret = randomBytes(24).toString('hex');
  let employments: readonly Employment[] = file.read()?.employments ?? people.map((person) => hired(person, people));

  const change = async (id: string, asked: Change): Promise<void> => {
    if (!employments.some(({ person }) => person.id === id)) throw new RangeError(`there is no employee ${id}`);
    const changedAt = now().toISOString();
    employments = employments.map((one) => (one.person.id === id ? { ...changed(one, asked), changedAt } : one));
    file.write({ employments: [...employments] });
    await push(id);
  };

  /** Fails silently like any hook: the next poll finds what it was about. */
  async function push(id: string): Promise<void> {
    const body = JSON.stringify({ event: randomUUID(), people: [id] });
    const timestamp = String(Math.floor(Date.now() / 1000));
    const hmac = createHmac('sha256', signingSecret).update(`${timestamp}.${body}`).digest('hex');
    await fetch(`${url}${pushTo}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'relais-timestamp': timestamp, 'relais-signature': `v1=${hmac}` },
      body,
    }).catch(() => undefined);
  }

  const router = Router();
  router.use(apiPath, (request, response, next) => {
    if (request.headers.authorization === `Bearer ${token}`) next();
    else response.status(401).json({ error: 'unauthorized' });
  });
  router.get(`${apiPath}/employments`, (_request, response) => {
    response.json({ employments, cursor: now().toISOString() });
  });
  router.get(`${apiPath}/employments/:id`, (request, response) => {
    const found = employments.find(({ person }) => person.id === request.params.id);
    if (found) response.json(found);
    else response.status(404).json({ error: 'nobody has this id' });
  });
  router.get(hrSystemPath, ownPageOnly, (_request, response) => {
    response.set('Cache-Control', 'no-store').type('html').send(drawHrSystem(employments, null));
  });
  router.post(
    `${hrSystemPath}/:id`,
    ownPageOnly,
    express.urlencoded({ extended: false, limit: 10_000 }),
    async (request: Request<{ id: string }>, response: Response) => {
      const asked = changeSchema.safeParse(request.body);
      const known = employments.some(({ person }) => person.id === request.params.id);
      if (!asked.success || !known) {
        const problem = 'A day is missing or is none. · Un jour manque, ou n’en est pas un.';
        response.status(400).type('html').send(drawHrSystem(employments, problem));
        return;
      }
      await change(request.params.id, asked.data);
      response.redirect(303, `${hrSystemPath}#${encodeURIComponent(request.params.id)}`);
    },
  );

  return {
    router,
    configuration: (at) => ({
      id: 'people',
      type: 'webhook',
      label: 'Lumen HR',
      baseUrl: `${at}${apiPath}`,
      token: 'env:SANDBOX_HR_TOKEN',
      signingSecret: 'env:SANDBOX_HR_SIGNING',
    }),
    secrets: () => ({ SANDBOX_HR_TOKEN: token, SANDBOX_HR_SIGNING: signingSecret }),
    change,
  };
}

function hired(person: WorkspacePerson, people: readonly WorkspacePerson[]): Employment {
  return {
    person: {
      id: person.id,
      name: person.name,
      email: person.email,
      otherEmails: [],
      employeeNumber: null,
      managerId: person.managerId,
      managerEmail: people.find(({ id }) => id === person.managerId)?.email ?? null,
      title: person.title,
      team: person.team,
      country: person.country,
      locale: person.locale,
      timeZone: person.timeZone,
      active: true,
    },
    privateEmail: null,
    workerType: person.workerType ?? (person.team === 'Field service' ? 'field-agent' : 'employee'),
    startsOn: '2021-09-01',
    status: 'employed',
    end: null,
    move: null,
    changedAt: null,
  };
}

function changed(one: Employment, asked: Change): Employment {
  switch (asked.act) {
    case 'end':
      return {
        ...one,
        end: {
          contractEnd: asked.contractEnd,
          lastWorkingDay: asked.lastWorkingDay ?? null,
          zone: null,
          reason: asked.reason,
        },
      };
    case 'take-back':
      return { ...one, status: 'employed', end: null, move: null };
    case 'move':
      return { ...one, move: { on: asked.on, zone: null, to: asked.to === '' ? null : asked.to } };
    case 'rehire':
      return { ...one, status: 'employed', startsOn: asked.startsOn, end: null, move: null };
  }
}
