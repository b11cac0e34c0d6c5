import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { sandboxToken } from '../../src/workspace/systems/sandbox.ts';
import { bundleChild } from './bundle.ts';
import type { Order } from './child-messages.ts';
import { everybody, leavers } from './leavers.ts';
import { botToken, type Outside, openOutside, signingSecret } from './outside.ts';
import { walk } from './people.ts';
import { type RelaisProcess, standBy } from './relais-process.ts';

/** Ten departures that were planned and wait for their confirmation: where every round begins. */
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

export const dataDirOf = (folder: string) => join(folder, 'relais');
const outsideOf = (folder: string) => join(folder, 'outside');
export const logOf = (folder: string) => join(folder, 'relais.log');

export async function prepare(): Promise<Prepared> {
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
    open: (folder) => openOutside(outsideOf(folder), port),
    order: (folder, outside) => {
      const configFile = join(folder, 'relais.yaml');
      writeFileSync(configFile, stringify(organisation(outside)));
      return {
        type: 'start',
        env: {
          PORT: '0',
          RELAIS_HOST: '127.0.0.1',
          RELAIS_DATA_DIR: dataDirOf(folder),
          RELAIS_CONFIG: configFile,
          RELAIS_FLOWS_DIR: join(import.meta.dirname, 'flows'),
          RELAIS_LOG_LEVEL: 'info',
          RELAIS_ALLOW_PRIVATE_ADDRESSES: 'true',
          SLACK_BOT_TOKEN: botToken,
          SLACK_SIGNING_SECRET: signingSecret,
        },
        slackApiUrl: outside.slackApiUrl,
        sandboxToken,
        ahead: outside.ahead,
      };
    },
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

/** The organisation as its `relais.yaml` would say it; the bank stays out, because it has work for people only. */
function organisation({ systems, url }: Outside) {
  const emails = (role: 'hr' | 'it' | 'admin') =>
    everybody.filter(({ roles }) => roles.includes(role)).map(({ email }) => email);
  return {
    organisation: {
      name: 'Atelier Lumen',
      roles: { hr: emails('hr'), it: emails('it'), admin: emails('admin') },
      people: everybody.map(({ email, managerId, team, country, locale, timeZone, title }) => {
        const manager = everybody.find(({ id }) => id === managerId)?.email;
        return { email, ...(manager && { manager }), team, title, country, locale, timeZone };
      }),
    },
    systems: systems.configuration(url).filter((one) => JSON.stringify(one).includes('"type":"manual"') === false),
  };
}
