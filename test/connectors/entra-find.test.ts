import { describe, expect, it } from 'vitest';
import { inEnglish } from '../../src/domain/localized.ts';
import type { Person } from '../../src/domain/people/people.ts';
import { entraSandboxTenantId } from '../../src/workspace/systems/entra/entra-sandbox.ts';
import { entraUserId } from '../../src/workspace/systems/entra/seed.ts';
import type { EntraUser } from '../../src/workspace/systems/entra/state.ts';
import { addAccount, withUser } from './entra-changes.ts';
import { accountOf, answering, context, type EntraWorld, openWorld } from './entra-world.ts';
import { colleague, personOf } from './okta-world.ts';

const alex = personOf(colleague('U0ALEX'));
const id = entraUserId({ id: 'U0ALEX' });
const contractor = 'alex.moreau@contractor.example.org';
const sofia = personOf(colleague('U0SOFIA'));

function change(made: EntraWorld, userId: string, how: (user: EntraUser) => void): void {
  made.sandbox.happen((state) => withUser(state, userId, how));
}

async function idsOf({ connector }: EntraWorld, person: Person): Promise<[string, string[]]> {
  const found = await connector.find(person, context());
  const all = found.status === 'found' ? found.accounts : found.status === 'ambiguous' ? found.candidates : [];
  return [found.status, all.map((account) => account.id)];
}

const isSearch = (url: URL) => url.pathname.endsWith('/v1.0/users') && url.searchParams.has('$filter');

describe('finding in Entra', () => {
  it('names the tenant by Graph’s own id, and says by what it asked', async () => {
    const made = await openWorld();
    const person = { ...alex, otherEmails: [contractor], employeeNumber: '1003' };
    const found = await made.connector.find(person, context());
    expect(found.tenant).toBe(`${made.server.baseUrl} ${entraSandboxTenantId}`);
    expect(found.asked).toEqual([alex.email, contractor, { en: 'employee number 1003', fr: 'matricule 1003' }]);
  });

  it('refuses another tenant than the configured one, by id or by domain', async () => {
    for (const tenant of ['99999999-3333-4444-a555-666666666666', 'elsewhere.example.org']) {
      const made = await openWorld({
        watch: (fetch) => (url, init) =>
          fetch(new URL(url.href.replace(`/${tenant}/oauth2/`, `/${entraSandboxTenantId}/oauth2/`)), init),
        settings: { tenant },
      });
      await expect(made.connector.find(alex, context())).rejects.toMatchObject({ kind: 'mismatch' });
    }
  });

  it.each<[string, (user: EntraUser) => void, Partial<Person>]>([
    ['principal name', (user) => void Object.assign(user, { userPrincipalName: contractor }), {}],
    ['mail', (user) => void Object.assign(user, { mail: contractor }), {}],
    ['alias', (user) => void Object.assign(user, { proxyAddresses: [`smtp:${contractor}`] }), {}],
    ['employee number', (user) => void Object.assign(user, { employeeId: '42' }), { employeeNumber: '0042' }],
  ])('finds who has a further address as %s', async (_attribute, how, known) => {
    const made = await openWorld();
    change(made, id, (user) => {
      Object.assign(user, { userPrincipalName: 'am@example.com', mail: 'am@example.com', proxyAddresses: [] });
      how(user);
    });
    // Graph compares numbers as text, so it is asked as HR writes it.
    if (known.employeeNumber) change(made, id, (user) => void Object.assign(user, { employeeId: '0042' }));
    expect(await idsOf(made, { ...alex, otherEmails: [contractor], ...known })).toEqual(['found', [id]]);
  });

  it('finds a guest by the address they were invited by', async () => {
    const made = await openWorld();
    const guest = entraUserId({ id: 'U0SOFIA' });
    change(made, guest, (user) => void Object.assign(user, { mail: 'sofia@elsewhere.example.org' }));
    expect(await idsOf(made, sofia)).toEqual(['found', [guest]]);
  });

  it('finds all accounts that are provably one person’s', async () => {
    const made = await openWorld();
    made.sandbox.happen((state) => addAccount(state, id, contractor));
    const [status, ids] = await idsOf(made, { ...alex, otherEmails: [contractor] });
    expect([status, ids.length, ids.includes(id)]).toEqual(['found', 2, true]);
  });

  it('asks whose it is where an address says nothing certain, and takes the number for proof', async () => {
    const made = await openWorld();
    const leo = entraUserId({ id: 'U0LEO' });
    // An address that somebody else gave as another way to reach them.
    change(made, leo, (user) => void Object.assign(user, { otherMails: [alex.email] }));
    expect(await idsOf(made, alex)).toEqual(['ambiguous', [id, leo]]);
    expect(await idsOf(made, { ...alex, employeeNumber: '1003' })).toEqual(['found', [id]]);
    // The address is somebody else's by now, as their number says.
    expect(await idsOf(made, { ...alex, employeeNumber: '7' })).toEqual(['ambiguous', [id]]);
  });

  it('looks through the trash by every address', async () => {
    const made = await openWorld();
    made.sandbox.happen((state) => addAccount(state, id, contractor));
    const second = made.sandbox.directory().users.at(-1)?.id ?? '';
    expect(await made.graph('DELETE', `/users/${second}`)).toBe(204);
    const person = { ...alex, email: 'nobody@example.com', otherEmails: [contractor] };
    expect(await accountOf(made, person)).toMatchObject({ id: second, status: 'deleted' });
  });

  it.each(['userPrincipalName', 'mail', 'proxyAddresses', 'otherMails'])(
    'believes nobody’s absence where people who exist are not found by %s, and the check names it',
    async (attribute) => {
      const made = await openWorld({
        pageSize: 100,
        watch: answering(
          (url) => isSearch(url) && url.searchParams.get('$filter')?.startsWith(attribute) === true,
          (body) => ((body.value?.length ?? 0) > 0 ? { value: [] } : body),
        ),
      });
      const absent = made.connector.find({ ...alex, email: 'nobody@example.com' }, context());
      await expect(absent).rejects.toMatchObject({ kind: 'unproven', message: expect.stringContaining(attribute) });
      const { problems } = await made.connector.check(context());
      expect(problems.map(({ message }) => inEnglish(message))).toEqual([
        `somebody who exists is not found by ${attribute}: nor would a leaver be`,
      ]);
    },
  );

  it('loses an odd field, not the person', async () => {
    const made = await openWorld({
      watch: answering(
        (url) => url.pathname.endsWith(`/users/${id}`),
        (body) => ({
          ...body,
          displayName: { en: 'Alex' },
          employeeId: 1003,
          proxyAddresses: [7, null, `smtp:${alex.email}`],
          signInSessionsValidFromDateTime: 'yesterday',
        }),
      ),
    });
    const account = await accountOf(made, { ...alex, employeeNumber: '1003' });
    expect(account).toMatchObject({ id, name: null, status: 'enabled' });
  });

  it('never takes an account for closed that Graph does not tell about', async () => {
    const made = await openWorld({
      watch: answering(
        (url) => url.pathname.endsWith(`/users/${id}`),
        (body) => ({ ...body, accountEnabled: null }),
      ),
    });
    await expect(made.connector.find(alex, context())).rejects.toMatchObject({ kind: 'unproven' });
  });

  it('takes a user for gone only where the tenant knows others and not this one', async () => {
    const made = await openWorld();
    const account = await accountOf(made, alex);
    const { items } = await made.connector.look(account, context());
    const disable = items[0]?.action;
    if (!disable) throw new Error('no plan');
    made.sandbox.happen((state) => void Object.assign(state, { users: state.users.filter((user) => user.id !== id) }));
    expect((await made.connector.readBack(disable, context())).state).toBe('desired');
    expect((await made.connector.look(account, context())).account.status).toBe('deleted');
    made.sandbox.happen((state) => void Object.assign(state, { users: [] }));
    await expect(made.connector.readBack(disable, context())).rejects.toMatchObject({ kind: 'unproven' });
  });
});
