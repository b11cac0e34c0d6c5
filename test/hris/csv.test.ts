import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createCsvHr } from '../../src/hris/csv/csv-system.ts';
import { readEmployments } from '../../src/hris/csv/read-employments.ts';

const plain = { columns: {}, dates: 'iso' } as const;

function read(text: string | Uint8Array, settings: Parameters<typeof readEmployments>[1] = plain) {
  return readEmployments(typeof text === 'string' ? Buffer.from(text) : text, settings, 'Europe/Paris');
}

describe('a file of employments', () => {
  it('is read with its columns as Relais names them', () => {
    expect(
      read('id,email,contractEnd,lastWorkingDay,reason\n7,Alex@Example.com,2026-03-31,2026-03-20,Démission\n'),
    ).toMatchObject({
      problems: [],
      employments: [
        {
          line: 2,
          employment: {
            person: { id: '7', email: 'alex@example.com' },
            status: 'employed',
            end: {
              contractEnd: '2026-03-31',
              lastWorkingDay: '2026-03-20',
              zone: 'Europe/Paris',
              reason: 'resignation',
            },
          },
        },
      ],
    });
  });

  it('is read as Excel writes it in Western Europe, with names and days of its own', () => {
    const bytes = Buffer.from(
      'Matricule;Adresse;Date de fin;Motif\r\n7;alex@example.com;31/03/2026;Licenciement économique\r\n',
      'latin1',
    );
    const settings = {
      columns: { id: 'Matricule', email: ['E-mail', 'Adresse'], contractEnd: 'Date de fin', reason: 'Motif' },
      dates: 'day-first',
    } as const;
    expect(read(bytes, settings as never)).toMatchObject({
      employments: [{ employment: { end: { contractEnd: '2026-03-31', reason: 'redundancy' } } }],
    });
  });

  it.each([
    ['id,email\n7,alex@example.com', /contractEnd/],
    ['email,contractEnd\nalex@example.com,', /column for id/],
    ['id,contractEnd\n7,2026-03-31', /email, employeeNumber or privateEmail/],
  ])('that lacks a column it needs is refused whole: %j', (text, why) => {
    const found = read(text);
    expect('refused' in found ? found.refused.en : '').toMatch(why);
  });

  it.each([
    ['7,alex@example.com,31/03/2026,', /2027-03-31 in contractEnd/],
    ['7,alex@example.com,2026-02-30,', /contractEnd/],
    ['7,no address,2026-03-31,', /address/],
    [',alex@example.com,2026-03-31,', /id in each row/],
    ['7,alex@example.com,,2026-03-20', /contractEnd where/],
    ['7,alex@example.com,2026-03-01,2026-03-20', /on or before/],
  ])('says by line what cannot be read, without the value: %j', (row, why) => {
    const found = read(`id,email,contractEnd,lastWorkingDay\n1,one@example.com,,\n${row}\n`);
    if ('refused' in found) throw new Error(found.refused.en);
    expect(found.employments).toHaveLength(1);
    expect(found.problems).toEqual([
      { line: 3, problem: { en: expect.stringMatching(why), fr: expect.stringMatching(/^(il faut|le dernier jour)/) } },
    ]);
    expect(JSON.stringify(found.problems)).not.toMatch(/alex|no address|30/);
  });

  it('names a person twice only as a problem', () => {
    const found = read('id,email,contractEnd\n7,a@example.com,\n7,b@example.com,\n');
    expect(found).toMatchObject({
      problems: [
        { line: 3, problem: { en: expect.stringContaining('line 2'), fr: expect.stringContaining('ligne 2') } },
      ],
    });
  });
});

describe('a file that is read at each poll', () => {
  const context = { now: () => new Date('2026-03-02T09:00:00.000Z'), signal: new AbortController().signal };
  const inFolder = async (work: (path: string) => Promise<void>) => {
    const folder = mkdtempSync(join(tmpdir(), 'relais-csv-'));
    try {
      await work(join(folder, 'people.csv'));
    } finally {
      rmSync(folder, { recursive: true });
    }
  };
  const systemAt = (path: string) => createCsvHr({ id: 'file', label: 'File', path, columns: {}, dates: 'iso' });

  it('is taken whole or not at all', async () => {
    await inFolder(async (path) => {
      const system = systemAt(path);
      await expect(system.changesSince(null, new Date(0), context)).rejects.toThrow(/cannot be read/);
      writeFileSync(path, 'id,email,contractEnd\n7,alex@example.com,2026-03-31\n8,jonas@example.com,soon\n');
      await expect(system.changesSince(null, new Date(0), context)).rejects.toMatchObject({
        words: {
          en: expect.stringContaining('line 3'),
          fr: expect.stringMatching(/ligne 3 : il faut un jour comme 2027-03-31/),
        },
      });
      expect((await system.check(context)).ok).toBe(false);
      writeFileSync(path, '');
      await expect(system.changesSince(null, new Date(0), context)).rejects.toThrow(/empty/);
      writeFileSync(path, 'id,email,contractEnd\n7,alex@example.com,2026-03-31\n8,jonas@example.com,\n');
      const { employments, cursor } = await system.changesSince(null, new Date(0), context);
      expect(employments.map(({ person }) => person.id)).toEqual(['7']);
      expect((await system.changesSince(cursor, new Date(0), context)).employments).toHaveLength(2);
      expect((await system.byId('8', context))?.end).toBeNull();
    });
  });
});
