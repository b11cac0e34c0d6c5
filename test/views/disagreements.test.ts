import { expect, it } from 'vitest';
import { disagreementNotes } from '../../src/views/forms/disagreements.ts';
import { voiceFor } from '../../src/views/words/voice.ts';

const said = [
  { source: 'Okta', value: 'Maya Chen (maya@example.com)' },
  { source: 'HR', value: null },
];

it('says what sources say differently, and which of them Relais goes by, in both languages', () => {
  const words = (locale: 'en' | 'fr', goesBy: string | null) =>
    JSON.stringify(
      disagreementNotes([{ field: 'manager', said, goesBy }], voiceFor({ locale, timeZone: 'Europe/Paris' })),
    );
  expect(words('en', 'HR')).toContain(
    'About the manager: Okta says Maya Chen (maya@example.com), HR says somebody whom it does not list. Relais goes by HR.',
  );
  expect(words('en', null)).toContain('Relais goes by none of them until an administrator says which one counts.');
  expect(words('fr', 'HR')).toMatch(
    /Sur le responsable\s: Okta indique Maya Chen \(maya@example\.com\), HR indique une personne/,
  );
  expect(words('fr', null)).toContain('Relais ne se fie à aucun');
});

it('says what user names sources tell of one system, and that each is asked for', () => {
  const words = (locale: 'en' | 'fr') =>
    JSON.stringify(
      disagreementNotes(
        [
          {
            ...{ field: 'userNames', system: 'github' },
            said: [
              { source: 'Okta', value: 'amoreau' },
              { source: 'Staff list', value: 'alex-m am-2' },
            ],
          },
        ],
        voiceFor({ locale, timeZone: 'Europe/Paris' }),
      ),
    );
  expect(words('en')).toContain(
    'About the user name in github: Okta says amoreau, Staff list says alex-m am-2. Relais asks for each of them',
  );
  expect(words('fr')).toMatch(/Sur l’identifiant dans github\s: Okta indique amoreau, Staff list indique alex-m am-2/);
});

it('says of a name that the person may have written that it is not looked for, and how to add it', () => {
  const said = [{ source: 'Okta', value: 'amoreau' }];
  const words = (locale: 'en' | 'fr') =>
    JSON.stringify(
      disagreementNotes(
        [{ field: 'selfWrittenNames', system: 'github', said }],
        voiceFor({ locale, timeZone: 'Europe/Paris' }),
      ),
    );
  expect(words('en')).toContain(
    'About the user name in github: Okta says amoreau, which the person may have written. Relais does not look for it: if it is right, add it below, as github:name.',
  );
  expect(words('fr')).toMatch(
    /Okta indique amoreau, et la personne a pu l’écrire elle-même\. Relais ne le cherche pas/,
  );
});
