import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isOwnOf } from '../../src/engine/hr/own-employment.ts';
import { createHrFile } from '../../src/hris/csv/hr-file.ts';
import { testPerson } from '../support/memory/memory-world.ts';

const header = 'id,name,email,employeeNumber,contractEnd,moveOn,moveTo,startsOn,workerType,managerEmail,status\n';
const before = `${header}1,Alex,alex@example.com,11,2027-01-31,,,2020-01-01,employee,maya@example.com,employed\n`;
const reader = { ...testPerson('nadia', 'Nadia'), otherEmails: ['n.berger@example.com'], employeeNumber: '55' };
const isOwn = isOwnOf(reader);

let folder: string;
let path: string;
const place = () =>
  createHrFile({ id: 'staff', label: 'Staff', path, columns: { contractEnd: ['Austritt'] }, dates: 'iso' });
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'relais-hr-file-'));
  path = join(folder, 'staff.csv');
  writeFileSync(path, before);
});
afterEach(() => rmSync(folder, { recursive: true }));

async function previewed(text: string) {
  const preview = await place().preview(Buffer.from(text), isOwn);
  if ('refused' in preview) throw new Error(preview.refused.en);
  return preview;
}

async function put(text: string) {
  const file = place();
  expect(await file.put(Buffer.from(text), { stamp: await file.stamp(), isOwn })).toBe('put');
  return readFileSync(path, 'utf8');
}

describe('a preview', () => {
  it('names each thing that is said otherwise of the same row', async () => {
    const row =
      '1,Alexa,bob@example.com,12,2027-01-31,2027-05-01,Sales,2021-01-01,contractor,tom@example.com,on-leave\n';
    const { changes } = await previewed(`${header}${row}`);
    expect(changes.map(({ fields }) => fields.map(({ field, before, after }) => [field, before, after]))).toEqual([
      [
        ['name', 'Alex', 'Alexa'],
        ['email', 'alex@example.com', 'bob@example.com'],
        ['employeeNumber', '11', '12'],
        ['status', 'employed', 'on-leave'],
        ['startsOn', '2020-01-01', '2021-01-01'],
        ['moveOn', null, '2027-05-01'],
        ['moveTo', null, 'Sales'],
        ['workerType', 'employee', 'contractor'],
        ['managerEmail', 'maya@example.com', 'tom@example.com'],
      ],
    ]);
  });

  it('says of whom a new row is, and counts those who come or go without an end', async () => {
    writeFileSync(path, `${before}2,Leo,leo@example.com,,,,,,,,\n`);
    const { changes, joined, unlisted } = await previewed(
      `${before}3,Alex,bob@example.com,,2027-04-30,,,,,,\n4,Zoé,zoe@example.com,,,,,,,,\n`,
    );
    expect(changes.map(({ name, fields }) => [name, fields])).toEqual([
      ['Alex', [{ field: 'email', before: null, after: 'bob@example.com' }]],
    ]);
    expect([joined, unlisted]).toEqual([1, 1]);
  });

  it('shows nothing of a row that is, or was, the reader’s by an address or the number', async () => {
    const mine = [
      '7,Nadia,N.Berger@example.com,,2027-03-31,,,,,,',
      '8,Nadia,,55,2027-03-31,,,,,,',
      '9,Nadia,nadia@example.com,,2027-03-31,,,,,,',
    ];
    writeFileSync(path, `${before}${mine.join('\n')}\n`);
    // Not listed any more; somebody else's by now; and moved to another id.
    const { changes, joined, unlisted } = await previewed(
      `${before}8,Bob,bob@example.com,,,,,,,,\n10,Nadia,nadia@example.com,,2027-09-30,,,,,,\n`,
    );
    expect([changes, joined, unlisted]).toEqual([[], 0, 0]);
  });
});

describe('a file that is put in place', () => {
  it('leaves the reader’s row as it lies there, also under another column’s name, and takes none beside it', async () => {
    writeFileSync(path, 'id;name;email;Austritt;reason\n7;"Berger; ""N""";nadia@example.com;2027-03-31;dismissal\n');
    const there = await put(
      'id,email,contractEnd\n7,bob@example.com,\n1,alex@example.com,2027-01-31\n70,n.berger@example.com,\n',
    );
    expect(there.split('\r\n')).toEqual([
      '"id","email","contractEnd","name","reason"',
      '"1","alex@example.com","2027-01-31","",""',
      '"7","nadia@example.com","2027-03-31","Berger; ""N""","dismissal"',
      '',
    ]);
  });

  it('does not make somebody else’s row the reader’s', async () => {
    const there = await put(`${header}1,Nadia,nadia@example.com,,,,,,,,\n`);
    expect(there).toContain('"alex@example.com"');
    expect(there).not.toContain('nadia');
  });

  it('takes the reader’s row where nothing was said of them, and not where that cannot be told', async () => {
    const next = `${before}7,Nadia,nadia@example.com,,,,,,,,\n`;
    expect(await put(next)).toBe(next);
    for (const lying of [`${header}7,Nadia,nadia@example.com,,soon,,,,,,\n`, 'no list']) {
      writeFileSync(path, lying);
      expect(await put(next)).not.toContain('nadia@example.com');
    }
    rmSync(path);
    expect(await put(next)).toBe(next);
  });

  it('is not put over another than it was compared with, and leaves nothing beside it', async () => {
    const file = place();
    const stamp = await file.stamp();
    writeFileSync(path, header);
    expect(await file.put(Buffer.from(before), { stamp, isOwn })).toBe('changed');
    expect([readFileSync(path, 'utf8'), readdirSync(folder)]).toEqual([header, ['staff.csv']]);
  });

  it('is not torn by another that is put there at the same time', async () => {
    const [one, other] = [before, header].map((text) => `${text}9,${'x'.repeat(20_000)},x@example.com,,,,,,,,\n`);
    const stamp = await place().stamp();
    const both = [one, other].map((text) => place().put(Buffer.from(text ?? ''), { stamp, isOwn }));
    expect(await Promise.all(both)).toContain('put');
    expect([one, other]).toContain(readFileSync(path, 'utf8'));
    expect(readdirSync(folder)).toEqual(['staff.csv']);
  });
});
