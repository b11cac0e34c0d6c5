import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WorkspacePerson } from '../../src/workspace/company.ts';
import { sandboxToken } from '../../src/workspace/systems/sandbox.ts';
import { bundleChild } from './bundle.ts';
import type { Order } from './child-messages.ts';
import { everybody, leaversAmong } from './leavers.ts';
import { type Outside, openOutside } from './outside.ts';
import { walk } from './people.ts';
import { type RelaisProcess, standBy } from './relais-process.ts';
import { settings } from './settings.ts';

/** Departures that were planned and wait for their confirmation: where every round begins. */
export interface Prepared {
  /** When access ends for the last of them, in milliseconds since 1970. */
  readonly cutOffAt: number;
  /** A fresh copy of everything, for one round. */
  fresh(): { folder: string; remove(): void };
  launch(folder: string): RelaisProcess;
  order(folder: string, outside: Outside): Extract<Order, { type: 'start' }>;
  open(folder: string): Promise<Outside>;
  /** With `keep`, what rounds left behind stays, for whoever looks into a failure. */
  dispose(options?: { keep: boolean }): Promise<void>;
}

const outsideOf = (folder: string) => join(folder, 'outside');
export const logOf = (folder: string) => join(folder, 'relais.log');

export async function prepare(
  people: readonly WorkspacePerson[] = everybody,
  more: { crowded?: number; only?: readonly string[] | undefined } = {},
): Promise<Prepared> {
  const child = await bundleChild();
  const base = mkdtempSync(join(tmpdir(), 'relais-kills-'));
  const planned = join(base, 'planned');
  let port = 0;
  let cutOffAt = 0;

  const prepared: Prepared = {
    get cutOffAt() {
      return cutOffAt;
    },
    fresh() {
      const folder = mkdtempSync(join(base, 'round-'));
      cpSync(planned, folder, { recursive: true });
      return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
    },
    launch: (folder) => standBy(child.file, logOf(folder)),
    open: (folder) => openOutside(outsideOf(folder), { port, people, ...more }),
    order: (folder, outside) => ({
      type: 'start',
      env: {
        ...settings(folder, outside),
        RELAIS_FLOWS_DIR: join(import.meta.dirname, 'flows'),
        RELAIS_LOG_LEVEL: 'info',
      },
      slackApiUrl: outside.slackApiUrl,
      sandboxToken,
      ahead: outside.ahead,
      sharedClock: null,
    }),
    async dispose({ keep } = { keep: false }) {
      if (!keep) rmSync(base, { recursive: true, force: true });
      await child.remove();
    },
  };

  try {
    mkdirSync(planned);
    ({ port, cutOffAt } = await plan(prepared, planned));
    return prepared;
  } catch (error) {
    await prepared.dispose();
    throw error;
  }
}

/** Every manager walks through the departures of their people. Tells the port of the outside, which the plans name. */
async function plan(prepared: Prepared, folder: string): Promise<{ port: number; cutOffAt: number }> {
  mkdirSync(outsideOf(folder));
  const outside = await prepared.open(folder);
  const relais = prepared.launch(folder);
  try {
    outside.relais = await relais.start(prepared.order(folder, outside));
    const leavers = leaversAmong(outside.people);
    const managers = new Set(leavers.map(({ managerId }) => managerId ?? ''));
    await Promise.all(
      [...managers].map(async (manager) => {
        for (const leaver of leavers) if (leaver.managerId === manager) await walk(outside.slack.as(manager), leaver);
      }),
    );
    const { cutOffs } = await relais.settle(0);
    await relais.stop();
    return { port: Number(new URL(outside.url).port), cutOffAt: Math.max(...cutOffs.map((at) => Date.parse(at))) };
  } finally {
    await relais.kill();
    await outside.close();
  }
}
