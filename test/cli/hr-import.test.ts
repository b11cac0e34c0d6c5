import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { callRelais } from './run-relais.ts';

let folder: string;
let env: Record<string, string>;
const at = (name: string) => join(folder, name);
const header = 'id,name,email,contractEnd\n';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'relais-import-'));
  writeFileSync(at('relais.yaml'), `hris:\n  - { id: file, type: csv, label: File, path: ${at('read.csv')} }\n`);
  env = { RELAIS_CONFIG: at('relais.yaml') };
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('relais hr import', () => {
  it('shows what a file says that the one before did not, and changes nothing', async () => {
    writeFileSync(
      at('read.csv'),
      `${header}1,Alex,a@example.com,2027-01-31\n2,Jonas,j@example.com,2027-02-28\n3,Priya,p@example.com,2027-03-31\n`,
    );
    writeFileSync(
      at('new.csv'),
      `${header}1,Alex,a@example.com,2027-02-15\n2,Jonas,j@example.com,\n4,Sofia,s@example.com,2027-04-30\n5,Leo,l@example.com,\n`,
    );
    const { out, code } = await callRelais(['hr', 'import', at('new.csv')], { env });
    expect(code).toBe(0);
    expect(out).toContain('~ line 2, Alex: leaves on 2027-01-31');
    expect(out).toContain('- line 3, Jonas');
    expect(out).toContain('+ line 4, Sofia: nothing → leaves on 2027-04-30');
    expect(out).toContain('? Priya: no longer listed');
    expect(out).not.toContain('Leo');
    expect(out).toContain('+ 1 person listed newly, without an end or a move');
    expect(readFileSync(at('read.csv'), 'utf8')).toContain('2027-01-31');
    writeFileSync(at('new.csv'), `${header}1,Alex,b@example.com,2027-01-31\n`);
    const other = await callRelais(['hr', 'import', at('new.csv')], { env });
    expect(other.out).toContain('~ line 2, Alex: email: a@example.com → b@example.com');
  });

  it('puts the file in place only when told, and never one with a line that cannot be read', async () => {
    writeFileSync(at('new.csv'), `${header}1,Alex,a@example.com,soon\n`);
    const refused = await callRelais(['hr', 'import', at('new.csv'), '--apply'], { env });
    expect([refused.code, existsSync(at('read.csv'))]).toEqual([1, false]);
    expect(refused.err).toContain('line 2');
    writeFileSync(at('new.csv'), `${header}1,Alex,a@example.com,2027-02-15\n`);
    const applied = await callRelais(['hr', 'import', at('new.csv'), '--apply'], { env });
    expect(applied.code).toBe(0);
    expect(readFileSync(at('read.csv'), 'utf8')).toContain('2027-02-15');
  });

  it('says what to do where relais.yaml names no such file', async () => {
    writeFileSync(at('relais.yaml'), 'hris: []\n');
    writeFileSync(at('new.csv'), header);
    const { err, code } = await callRelais(['hr', 'import', at('new.csv')], { env });
    expect(code).not.toBe(0);
    expect(err).toContain('add one with id, label and path');
  });
});
