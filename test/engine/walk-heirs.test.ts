import { describe, expect, it } from 'vitest';
import { heirIn } from '../../src/domain/people/heirs.ts';
import type { ConnectorContext } from '../../src/engine/ports/connector.ts';
import type { FormView } from '../../src/views/form-view.ts';
import { flatParts } from '../../src/views/form-view.ts';
import { formOf, type Talk, talk } from '../support/talk.ts';
import { formTexts } from '../support/view-text.ts';

const alex = { leaver: 'alex', manager: 'maya', kind: 'resignation', workerType: 'employee' };
const closed = { lastWorkingDay: '2026-03-30', equipment: null, credentials: null };

/**
 * A walk in a company of which these systems hand something over, and what they were told of who takes over, look by
 * look.
 */
async function walk(handing: readonly string[]) {
  const talking = await talk();
  const told: { system: string; heir: string | null; isChosen: boolean }[] = [];
  const connectors = talking.world.deps.connectors;
  if (!(connectors instanceof Map)) throw new Error('not the connectors of the tests');
  for (const [id, connector] of [...connectors])
    connectors.set(id, {
      ...connector,
      handsOver: handing.includes(id),
      look: (account: Parameters<typeof connector.look>[0], context: ConnectorContext) => {
        told.push({ system: id, heir: context.heir?.id ?? null, isChosen: context.heirIsChosen === true });
        return connector.look(account, context);
      },
    });
  return { ...talking, told };
}

async function toDay({ say }: Pick<Talk, 'say'>) {
  const page = formOf(await say('manager', 'walk.who', { values: alex }));
  return { page, ref: { id: page.submit?.act.departureId ?? '', seen: page.submit?.act.seen ?? '' } };
}

function field(page: FormView, id: string) {
  const part = flatParts(page.parts).find((one) => one.type === 'field' && one.field.id === id);
  return part?.type === 'field' ? part.field : null;
}

describe('what was theirs goes to', () => {
  it('is not asked where no system hands anything over', async () => {
    const { page } = await toDay(await walk([]));
    expect(field(page, 'heir')).toBeNull();
    expect(page.parts.some((part) => part.type === 'fold' && part.id === 'heirs')).toBe(false);
  });

  it('proposes the manager, with each system’s own choice behind a fold', async () => {
    const made = await walk(['okta', 'crm']);
    const { page } = await toDay(made);
    expect(field(page, 'heir')).toMatchObject({ type: 'person', initial: 'maya', required: false });
    const fold = page.parts.find((part) => part.type === 'fold' && part.id === 'heirs');
    expect(fold).toMatchObject({
      open: false,
      parts: [{ field: { id: 'heir-okta' } }, { field: { id: 'heir-crm' } }],
    });
  });

  it('tells each system whom, and says it on the plan, kept in the departure', async () => {
    const made = await walk(['okta', 'crm']);
    const { ref } = await toDay(made);
    made.told.length = 0;
    const values = { ...closed, heir: 'tom', 'heir-okta': null, 'heir-crm': 'jonas' };
    const plan = formOf(await made.say('manager', 'walk.day', { ...ref, values }));
    expect(plan.kind).toBe('plan');
    expect(formTexts(plan).join('\n')).toContain('Tom Okafor · System crm: Jonas Weber');
    const draft = (await made.world.load(ref.id)).draft;
    expect([draft.heir, draft.heirs]).toEqual(['tom', { crm: 'jonas' }]);
    expect(made.told).toContainEqual({ system: 'okta', heir: 'tom', isChosen: true });
    expect(made.told).toContainEqual({ system: 'crm', heir: 'jonas', isChosen: true });
  });

  it('keeps nothing where the manager is left as proposed, and asks by whoever is manager', async () => {
    const made = await walk(['okta']);
    const { ref } = await toDay(made);
    made.told.length = 0;
    await made.say('manager', 'walk.day', { ...ref, values: { ...closed, heir: 'maya' } });
    const state = await made.world.load(ref.id);
    expect(state.draft).not.toHaveProperty('heir');
    expect(made.told).toContainEqual({ system: 'okta', heir: 'maya', isChosen: false });
    expect(heirIn({ ...state, manager: 'tom' }, 'okta')).toEqual({ id: 'tom', isChosen: false });
  });

  it('can be taken back', async () => {
    const made = await walk(['okta', 'crm']);
    const { ref } = await toDay(made);
    const first = { ...closed, heir: 'tom', 'heir-crm': 'jonas' };
    await made.say('manager', 'walk.day', { ...ref, values: first });
    await made.say('manager', 'walk.day', { ...ref, values: { ...closed, heir: null, 'heir-crm': null } });
    const state = await made.world.load(ref.id);
    expect(heirIn(state, 'crm')).toEqual({ id: 'maya', isChosen: false });
  });

  it('is nobody who leaves', async () => {
    const made = await walk(['okta', 'crm']);
    const { ref } = await toDay(made);
    for (const id of ['heir', 'heir-crm'])
      expect(await made.say('manager', 'walk.day', { ...ref, values: { ...closed, [id]: 'alex' } })).toMatchObject({
        type: 'errors',
        errors: { [id]: expect.stringContaining('is leaving too') },
      });
    const decided = await made.world.ask('manager', ref.id, { type: 'draft.edit', patch: { heir: 'alex' } });
    expect(decided).toMatchObject({ type: 'refused', refusal: { code: 'assignee-is-leaver' } });
  });
});
