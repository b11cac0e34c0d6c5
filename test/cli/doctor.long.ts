import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { startRelais } from '../../src/start.ts';
import { sandboxToken } from '../../src/workspace/systems/sandbox.ts';
import { problemsIn, problemsOf, settingsOf } from './doctor-report.ts';
import { runRelais, scratchFolder } from './run-relais.ts';

describe('relais doctor', () => {
  it('finds nothing wrong with a fresh clone, and makes nothing', async () => {
    const cwd = scratchFolder();
    const { code, out } = await runRelais(['doctor'], { cwd });
    expect(code).toBe(0);
    expect(out).toContain('Nothing to mend.');
    expect(out).toContain('./data is not there yet; the first start makes it.');
    expect(existsSync(join(cwd, 'data'))).toBe(false);
  });

  it('asks every system of relais.yaml, and compares what is granted with what is needed', async () => {
    const relais = await startRelais({
      config: readConfig({ PORT: '0', RELAIS_DATA_DIR: scratchFolder(), RELAIS_LOG_LEVEL: 'silent' }),
      env: {},
      log: pino({ level: 'silent' }),
    });
    onTestFinished(() => relais.stop());
    const at = (id: string) => `${relais.url}/sandbox/${id}`;
    const cwd = scratchFolder();
    writeFileSync(
      join(cwd, 'relais.yaml'),
      JSON.stringify({
        organisation: { roles: { it: ['tom.okafor@example.com'] } },
        systems: [
          {
            id: 'okta',
            type: 'okta',
            label: 'Okta',
            baseUrl: at('okta'),
            auth: { method: 'token', token: 'env:TOKEN' },
          },
          {
            id: 'crm',
            type: 'scim',
            label: 'CRM',
            baseUrl: at('crm'),
            token: 'env:WRONG',
            deactivateSemantics: 'suspend',
          },
          {
            id: 'lost',
            type: 'scim',
            label: 'Lost',
            baseUrl: at('design'),
            token: 'env:NOWHERE',
            deactivateSemantics: 'suspend',
          },
        ].map((one) => ({ ...one, allowPrivateAddresses: true })),
      }),
    );
    const { problems, findings } = await problemsOf({
      ...settingsOf(cwd),
      TOKEN: sandboxToken,
      WRONG: 'not-the-token',
    });
    const words = problems.map(({ message, fix }) => `${message} ${fix}`).join('\n');
    expect(findings.find(({ message }) => message.startsWith('Okta (okta)'))?.level).toBe('good');
    expect(words).toContain('CRM (crm): the server refuses the token');
    expect(words).toContain('env:WRONG');
    expect(words).toContain('Lost (lost) cannot be made. ');
    expect(words).toContain('NOWHERE');
    expect(words).toContain('needs 2 of it to confirm; only 1 has that role');
    expect(words).not.toContain('not-the-token');
  });

  it('refuses a country that is none, with its line', async () => {
    const cwd = scratchFolder();
    writeFileSync(join(cwd, 'relais.yaml'), 'organisation:\n  country: UK\n');
    // In a process of its own: the file is looked for where the command runs.
    const { problems } = problemsIn(await runRelais(['doctor', '--json'], { cwd }));
    expect(problems[0]?.message).toContain('relais.yaml:2:12: organisation.country');
    expect(problems[0]?.message).toContain('did you mean GB (United Kingdom)?');
  });
});
