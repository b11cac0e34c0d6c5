import express, { type Router } from 'express';
import type { WorkspaceControls } from '../../controls.ts';
import type { SandboxSystem } from '../../systems/system.ts';
import { NotThere } from '../acts/acting.ts';
import * as api from '../browser-api.ts';
import type { LocalSlack } from '../local-slack.ts';

/** The panels beside the chat: the clock, what waits, and the sandbox systems. */
export function controlsRouter(slack: LocalSlack, controls: WorkspaceControls): Router {
  const router = express.Router();
  const moved = async (): Promise<api.Clock> => {
    slack.changes.tell({ type: 'clock' });
    return await readClock(controls);
  };

  router.get('/clock', async (_request, response) => {
    response.json(await readClock(controls));
  });
  router.post('/clock/move-by', async (request, response) => {
    await controls.moveBy(api.moveBy.parse(request.body).milliseconds);
    response.json(await moved());
  });
  router.post('/clock/move-to-next', async (_request, response) => {
    const next = await controls.nextInstant();
    if (next) await controls.moveBy(Math.max(0, next.at.getTime() - controls.now().getTime()));
    response.json(await moved());
  });
  router.get('/jobs', async (_request, response) => {
    const jobs = await controls.jobs();
    const answer: api.JobList = {
      jobs: jobs.map(({ name, at, departureId }) => ({ name, at: at.toISOString(), departureId })),
    };
    response.json(answer);
  });

  router.get('/systems', (_request, response) => {
    const answer: api.SystemList = {
      systems: controls.systems.map(systemShown),
      offered: controls.offeredSystems().map(({ id, label }) => ({ id, label })),
    };
    response.json(answer);
  });
  router.post('/systems/:system/add', async (request, response) => {
    const { system } = request.params;
    if (!controls.offeredSystems().some(({ id }) => id === system))
      throw new NotThere(`no system ${system} is offered`);
    response.json(systemShown(await controls.addSystem(system)));
  });
  router.post('/systems/:system/misbehave', (request, response) => {
    const system = known(controls, request.params.system);
    system.misbehave(api.misbehave.parse(request.body).how);
    response.json(systemShown(system));
  });
  router.post('/systems/:system/end-by-hand', (request, response) => {
    const system = known(controls, request.params.system);
    const { account } = api.endByHand.parse(request.body);
    if (!system.endByHand?.(account)) throw new NotThere(`${system.label} has nothing of ${account} to end by hand`);
    response.json(systemShown(system));
  });
  router.post('/systems/:system/reset', (request, response) => {
    const system = known(controls, request.params.system);
    system.reset();
    response.json(systemShown(system));
  });
  return router;
}

export async function readClock(controls: WorkspaceControls): Promise<api.Clock> {
  const next = await controls.nextInstant();
  return { now: controls.now().toISOString(), next: next && { at: next.at.toISOString(), why: next.why } };
}

function known({ systems }: WorkspaceControls, id: string): SandboxSystem {
  const system = systems.find((each) => each.id === id);
  if (!system) throw new NotThere(`there is no sandbox system ${id}`);
  return system;
}

function systemShown(system: SandboxSystem): api.SystemSnapshot {
  return {
    id: system.id,
    label: system.label,
    misbehaviour: system.misbehaviour(),
    accounts: system.accounts().map((account) => ({ ...account, groups: [...account.groups] })),
    calls: [...system.calls()],
  };
}
