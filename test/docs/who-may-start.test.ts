import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { mayStart } from '../../src/domain/people/permissions.ts';
import { organisationSchema } from '../../src/engine/people/organisation.ts';
import { voiceFor } from '../../src/views/words/voice.ts';

const page = (name: string) =>
  readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8').replaceAll(/\s+#?\s*/g, ' ');
const voice = voiceFor({ locale: 'en', timeZone: 'UTC' });

/** What the code does, written by hand; every place below must say the same. */
it.each([
  ['the recorded manager', { id: 'maya', roles: [] }, 'maya', true],
  ['HR', { id: 'nadia', roles: ['hr'] }, null, true],
  ['an administrator', { id: 'ada', roles: ['admin'] }, null, true],
  ['IT', { id: 'tom', roles: ['it'] }, null, false],
  ['anybody, where no manager is recorded', { id: 'jonas', roles: [] }, null, false],
  ['somebody else, where one is', { id: 'jonas', roles: [] }, 'maya', false],
] as const)('%s', (_, { id, roles }, managerId, may) => {
  expect(mayStart({ type: 'person', id, roles: [...roles] }, { id: 'alex', managerId })).toBe(may);
});

it.each([
  ['README.md', page('README.md')],
  ['relais.example.yaml', page('relais.example.yaml')],
  ['the setting', organisationSchema.shape.people.unwrap().element.shape.manager.meta()?.description ?? ''],
])('%s says who may begin a departure, as the code does', (_, words) => {
  expect(words).toMatch(/who(?: is named here)? may begin (?:this|that person's) departure too/);
  expect(words).toMatch(/only HR and administrators may begin it/);
  expect(words).not.toMatch(/anybody may( begin|\.| start)/i);
});

it('whoever may not is told who may', () => {
  expect(voice.t('notice.mayNotStart', { name: 'Alex' })).toBe(
    'Only HR, administrators and the recorded manager of Alex can start this departure.',
  );
});
