import { expect, it } from 'vitest';
import { isShown } from '../../../src/domain/evidence/shown-values.ts';
import { isConfidential } from '../../../src/domain/people/visibility.ts';
import { createEvidenceDesk } from '../../../src/engine/audit/evidence-desk.ts';
import { filesOf } from '../../evidence/repack.ts';
import { packsOf } from '../../support/audit-server.ts';
import { testPeople } from '../../support/memory/memory-world.ts';
import { emails, waveWorld } from '../../support/wave-world.ts';

it('tells somebody of HR with names nothing of who else leaves with a wave, not even that it is them', async () => {
  const { world, people, begun, confirm } = await waveWorld(2);
  const [own, other] = people;
  if (!own || !other) throw new Error('two people');
  const { directory } = world.deps;
  const rolesOf = directory.rolesOf.bind(directory);
  directory.rolesOf = (person) => (person.id === own.id ? ['hr'] : rolesOf(person));
  const wave = await begun(emails(people));
  const departureOf = (person: string) => wave.members.find((one) => one.person === person)?.departure ?? '';
  // Theirs is left out, so it stays a secret when access of the other one ends.
  await confirm(testPeople.it, own.email);
  await confirm(testPeople.security);
  await world.advanceTo('2026-03-20T18:00:00.000Z');
  const now = world.clock.now().toISOString();
  const secret = await Promise.all(
    people.map(async ({ id }) => isConfidential(await world.load(departureOf(id)), now)),
  );
  expect(secret).toEqual([true, false]);

  const desk = createEvidenceDesk(world.deps, packsOf(world));
  const asked = { what: { period: { from: '2026-03-01', to: '2026-03-31' } }, level: 'full' as const };
  const pack = await desk.make(asked, own);
  if (!(pack instanceof Uint8Array)) throw new Error(`no pack: ${pack}`);
  // What nobody opens is left out: sealed bytes, salts and commitments.
  const shown = filesOf(pack)
    .filter(({ name }) => !name.endsWith('.pdf'))
    .map(({ bytes }) =>
      Buffer.from(bytes)
        .toString('utf8')
        .replaceAll(/"sealed":"[^"]*"/g, ''),
    )
    .join('\n');
  // The canary: it is a pack of the other one, with names.
  expect(shown).toContain(`"${other.id}\\"`);
  expect(shown).toContain(other.name);
  expect(shown).not.toMatch(new RegExp(`"${own.id}\\\\?"`));
  for (const word of [own.name, own.email, departureOf(own.id), wave.id]) expect(shown).not.toContain(word);
  expect(isShown('/event/release/wave', 'full')).toBe(false);
});
