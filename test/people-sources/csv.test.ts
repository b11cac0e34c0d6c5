import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readSource } from '../../src/engine/people/sources/read-source.ts';
import { TableError } from '../../src/engine/tables/read-table.ts';
import { createCsvSource } from '../../src/people-sources/csv/csv-source.ts';
import { readPeople } from '../../src/people-sources/csv/read-people.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const context = { now: () => new Date('2026-11-02T09:00:00.000Z'), signal: new AbortController().signal };

it('reads an English list', () => {
  const { people, problems, ignored } = readPeople(
    bytes(
      'Employee ID,Full name,Work e-mail,Line manager,Job title,Department,Country,Language,Time zone,Contract type,Status,Shoe size\n' +
        '1,Maya Chen,Maya@Example.com,,Head of Platform,Platform,GB,en,Europe/London,,active,38\n' +
        '2,"Moreau, Alex",alex@example.com,1,Engineer,Platform,France,fr_FR,,consultant,inactive,44\n',
    ),
  );
  expect(problems).toEqual([]);
  expect(ignored).toEqual(['Shoe size']);
  expect(people).toEqual([
    {
      ...{
        id: '1',
        name: 'Maya Chen',
        email: 'maya@example.com',
        otherEmails: [],
        employeeNumber: '1',
        managerId: null,
      },
      ...{ managerEmail: null, title: 'Head of Platform', team: 'Platform', country: 'GB', locale: 'en' },
      ...{ timeZone: 'Europe/London', workerType: null, active: true },
    },
    {
      ...{
        id: '2',
        name: 'Moreau, Alex',
        email: 'alex@example.com',
        otherEmails: [],
        employeeNumber: '2',
        managerId: '1',
      },
      ...{ managerEmail: null, title: 'Engineer', team: 'Platform', country: 'FR', locale: 'fr' },
      ...{ timeZone: null, workerType: 'consultant', active: false },
    },
  ]);
});

it('reads a French list as Excel writes it', () => {
  const text =
    'Matricule;Prénom;Nom;Adresse e-mail;E-mail du responsable;Équipe;Pays\r\n0042;Élodie;Petit;elodie@example.com;maya@example.com;Ventes;Allemagne\r\n';
  const { people, problems } = readPeople(Buffer.from(text, 'latin1'));
  expect(problems).toEqual([]);
  expect(people).toMatchObject([
    {
      id: '0042',
      name: 'Élodie Petit',
      employeeNumber: '0042',
      managerEmail: 'maya@example.com',
      team: 'Ventes',
      country: 'DE',
    },
  ]);
});

it('says on which line what is wrong, and repeats no value', () => {
  const { people, problems } = readPeople(
    bytes(
      'email,manager,country,time zone,language,status,name\n' +
        'ok@example.com,,,,,,Fine\n' +
        'canary,,,,,,\n' +
        'a@example.com,canary boss,Canaria,Mars/Canary,canary,canary,\n' +
        ',,,,,,Nobody\n' +
        'OK@example.com,,,,,,Twice\n',
    ),
  );
  expect(people.map(({ email }) => email)).toEqual(['ok@example.com']);
  expect(problems.map(({ line }) => line)).toEqual([3, 4, 4, 4, 4, 4, 5, 6]);
  expect(problems.at(-1)?.message).toEqual({
    en: 'is the same person as line 2: each person stands in one line',
    fr: 'est la même personne que la ligne 2 : chaque personne tient sur une ligne',
  });
  expect(problems.slice(1, 6).map(({ message }) => message.fr)).toEqual([
    'manager : il faut une adresse, ou un identifiant ou un matricule présent dans ce fichier',
    'country : il faut les deux lettres d’un pays selon ISO 3166-1, comme FR',
    'locale : il faut anglais ou français (en, fr)',
    'timeZone : il faut un fuseau horaire IANA, comme Europe/Paris',
    'active : il faut oui ou non, actif ou inactif (en anglais yes, no, active, inactive)',
  ]);
  expect(JSON.stringify(problems)).not.toMatch(/canar/i);
});

it('refuses a file without anything by which people are told apart, and two columns of one meaning', () => {
  expect(() => readPeople(bytes('name,team\nAlex,Platform\n'))).toThrow(TableError);
  expect(() => readPeople(bytes('email,courriel\na@example.com,b@example.com\n'))).toThrow('mean the same');
});

it('is a source as a whole or not at all, and answers by every address', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'relais-people-')), 'people.csv');
  const source = createCsvSource({ id: 'staff', label: 'Staff list', file });
  await expect(readSource(source, context)).rejects.toMatchObject({ kind: 'unavailable' });
  writeFileSync(file, 'email,aliases\na@example.com,one@example.com; two@example.com\nb@example.com,\n');
  expect((await readSource(source, context)).people).toHaveLength(2);
  expect((await source.byEmail('Two@example.com', context))?.id).toBe('a@example.com');
  expect(await source.byEmail('nobody@example.com', context)).toBeNull();
  writeFileSync(file, 'email,country\na@example.com,FR\nb@example.com,Atlantis\n');
  await expect(readSource(source, context)).rejects.toMatchObject({
    kind: 'rejected',
    words: {
      en: 'line 3 of the file: country: expected the two letters of a country in ISO 3166-1, such as FR',
      fr: 'ligne 3 du fichier : country : il faut les deux lettres d’un pays selon ISO 3166-1, comme FR',
    },
  });
});

it('reads user names from columns that name their system, and takes no other column for one', () => {
  const { people, problems, ignored } = readPeople(
    bytes(
      'email;User name: github;identifiant : gitlab-eu;Login date;User name\nalex@example.com;@amoreau, am-2;alexm;2026-01-01;alex\nmaya@example.com;;;;\n',
    ),
  );
  expect(problems).toEqual([]);
  expect(people.map(({ userNames }) => userNames)).toEqual([
    { github: ['amoreau', 'am-2'], 'gitlab-eu': ['alexm'] },
    undefined,
  ]);
  expect(ignored).toEqual(['Login date', 'User name']);
  const tooMany = readPeople(bytes(`email,user name: github\nalex@example.com,${'a b c d e f g h i j k'}\n`));
  expect(tooMany).toMatchObject({
    people: [],
    problems: [{ line: 2, message: { en: expect.stringContaining('github') } }],
  });
});

it('reads ends of contracts and who answers for them, and names what is no day', () => {
  const text = 'Email;Fin de contrat;Référent\na@example.com;2027-03-31;Maya@example.com\nb@example.com;31/03/2027;\n';
  const { people, problems } = readPeople(Buffer.from(text));
  expect(people).toMatchObject([{ contractEnd: '2027-03-31', sponsor: 'maya@example.com' }]);
  const message = {
    en: 'contractEnd: expected a day such as 2027-03-31',
    fr: 'contractEnd : il faut un jour, comme 2027-03-31',
  };
  expect(problems).toEqual([{ line: 3, message }]);
});
