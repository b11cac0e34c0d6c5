import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readConfig } from '../src/config.ts';
import { startRelais } from '../src/start.ts';
import { company } from '../src/workspace/company.ts';
import { scratchFolder } from './cli/run-relais.ts';
import { walk } from './kills/people.ts';

const start = (dataDir: string) =>
  startRelais({
    config: readConfig({ PORT: '0', RELAIS_DATA_DIR: dataDir, RELAIS_LOG_LEVEL: 'silent' }),
    env: {},
  });

describe('a data folder that cannot be written to', () => {
  it('stops the start with a word of what to do, and nothing is written', async () => {
    const folder = scratchFolder();
    writeFileSync(join(folder, 'plain'), 'a file');
    await expect(start(join(folder, 'plain', 'data'))).rejects.toThrow(
      /cannot write to its data folder .*RELAIS_DATA_DIR/,
    );
    expect(readdirSync(folder)).toEqual(['plain']);
  });

  // Node's own recursive mkdir never comes back from there. Other systems have no such place.
  it.runIf(process.platform === 'linux')('does so below a path where no folder can be', async () => {
    await expect(start('/proc/nothing/data')).rejects.toThrow('cannot write to its data folder /proc/nothing/data');
  });

  it('does so when it is read-only', async ({ skip }) => {
    if (process.getuid?.() === 0) skip('root may write everywhere');
    const folder = join(scratchFolder(), 'data');
    mkdirSync(folder);
    chmodSync(folder, 0o500);
    onTestFinished(() => chmodSync(folder, 0o700));
    await expect(start(folder)).rejects.toThrow('cannot write to its data folder');
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('the file that RELAIS_CONFIG names', () => {
  it('is looked for in the local workspace, too', async () => {
    const dataDir = join(scratchFolder(), 'data');
    const env = { PORT: '0', RELAIS_DATA_DIR: dataDir, RELAIS_LOG_LEVEL: 'silent', RELAIS_CONFIG: 'nowhere.yaml' };
    await expect(startRelais({ config: readConfig(env), env: {} })).rejects.toThrow(
      'nowhere.yaml cannot be read; check RELAIS_CONFIG',
    );
  });
});

describe('the local workspace', () => {
  it('tells its page what is waited for as soon as that is written down', async () => {
    const relais = await start(join(scratchFolder(), 'data'));
    onTestFinished(() => relais.stop());
    const { slack, controls } = relais.workspace ?? {};
    const leaver = company.find(({ managerId }) => managerId === 'U0MAYA');
    if (!slack || !controls || !leaver) throw new Error('there is no local workspace');
    const read: Promise<string>[] = [];
    const next = async () => JSON.stringify(await controls.nextInstant());
    onTestFinished(
      slack.watch(({ type }) => {
        if (type === 'clock') read.push(next());
      }),
    );
    await walk(slack.as('U0MAYA'), leaver);
    await relais.engine.idle();
    expect(await next()).toContain('"at"');
    expect(await read.at(-1)).toBe(await next());
  });
});
