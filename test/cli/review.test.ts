import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Review } from '../../src/domain/review/review.ts';
import {
  changeReview,
  findingId,
  keepDecision,
  readReview,
  writeFound,
} from '../../src/engine/reviews/review-notes.ts';
import { loadMasterKey } from '../../src/stores/master-key.ts';
import { createSqliteStore } from '../../src/stores/sqlite/store.ts';
import { sampleFindings } from '../support/sample-review.ts';
import { callRelais, scratchFolder } from './run-relais.ts';

const at = '2026-03-02T09:00:00.000Z';
const review: Review = {
  ...{ id: 'r1', by: 'tom', beganAt: at, ended: { at, how: 'done', by: 'system' } },
  systems: [
    {
      ...{ status: 'read', system: 'okta', label: 'Okta', at, accounts: 40, unknown: 2, unusedUnknown: 0, away: 0 },
      ...{ peopleKnown: true, counts: { residual: 1, orphaned: 3 }, untold: [] },
    },
    { status: 'untold', system: 'crm', label: 'CRM', at, reason: { en: 'cut short', fr: 'tronquée' } },
  ],
};

describe('relais review', () => {
  let folder: string;
  const open = () =>
    createSqliteStore({
      path: join(folder, 'relais.db'),
      masterKey: loadMasterKey({ value: undefined, dataDir: folder }),
    });
  const run = (...args: string[]) =>
    callRelais(['review', ...args], {
      env: { RELAIS_DATA_DIR: folder, RELAIS_CONFIG: join(folder, 'relais.yaml') },
    });

  beforeEach(async () => {
    folder = scratchFolder();
    await (await open()).close();
    writeFileSync(
      join(folder, 'relais.yaml'),
      'systems:\n  - { id: bank, type: manual, label: Bank, tasks: [{ id: close, label: Close, instructions: Close it }] }\n',
    );
  });

  it('asks for a review that a Relais goes on with, once', async () => {
    expect((await run()).err).toContain('There was no review yet');
    const first = await run('--begin');
    expect([first.code, first.out]).toEqual([0, expect.stringContaining('1 system')]);
    expect((await run('--begin')).out).toContain('under way already');
    const store = await open();
    expect((await readReview(store))?.systems).toEqual([{ status: 'waiting', system: 'bank', label: 'Bank' }]);
    await store.close();
    expect((await run()).out).toContain('Bank: not read yet');
  });

  it('tells what each system came to, and fails where one did not tell', async () => {
    const store = await open();
    await changeReview(store, () => review);
    await store.close();
    const { out, code } = await run();
    expect(out).toContain('Okta: 40 accounts, 2 unknown; 1 left and still open, 3 of nobody');
    expect(out).toContain('CRM: did not tell: cut short');
    expect(code).toBe(1);
  });

  it('writes every finding to a file that no spreadsheet takes for formulas, and never over one', async () => {
    const store = await open();
    await changeReview(store, () => review);
    const findings = sampleFindings.map(({ finding }) => ({ ...finding, login: `=${finding.login}` }));
    await writeFound(store, 'okta', { at, findings });
    const [first] = findings;
    if (!first) throw new Error('no finding');
    const reason = 'Until the audit';
    await keepDecision(store, findingId('okta', first), { type: 'exception', by: 'tom', at, reason, until: at });
    await store.close();
    const file = join(folder, 'findings.csv');
    expect((await run('--csv', file)).out).toContain('7 findings');
    const lines = readFileSync(file, 'utf8').split('\r\n');
    expect(lines[0]).toMatch(/^system,label,class,account,login,/);
    expect(lines[1]).toContain("residual,a0,'=gail.0@example.com,");
    expect(lines[1]).toContain('exception,Until the audit');
    expect((await run('--csv', file)).err).toContain('is there already');
  });

  it('says which list a system did not tell, and does not end as if all had been looked at', async () => {
    const store = await open();
    const code: Review['systems'][number] = {
      ...{
        status: 'read' as const,
        system: 'code',
        label: 'Code',
        at,
        accounts: 7,
        unknown: 0,
        unusedUnknown: 0,
        away: 0,
      },
      ...{ peopleKnown: true, counts: {}, untold: [{ en: 'deploy keys', fr: 'les clés de déploiement' }] },
    };
    await changeReview(store, () => ({ ...review, systems: [code] }));
    await store.close();
    const { code: ended, out } = await run();
    expect(out).toContain('nothing found; not told: deploy keys');
    expect(ended).toBe(1);
  });
});
