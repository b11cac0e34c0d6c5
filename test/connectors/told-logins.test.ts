import { describe, expect, it, onTestFinished } from 'vitest';
import type { Person } from '../../src/domain/people/people.ts';
import type { Account } from '../../src/domain/systems/account.ts';
import { lookAtSystem } from '../../src/engine/access/look-at-system.ts';
import { rememberNames } from '../../src/engine/people/remembered-names.ts';
import type { Connector } from '../../src/engine/ports/connector.ts';
import { createMemoryWorld } from '../support/memory/memory-world.ts';
import { type GithubWorldOptions, githubWorld, personWho } from './github-world.ts';
import { gitlabWorld } from './gitlab-world.ts';

const context = () => ({ now: () => new Date(), signal: new AbortController().signal });
const newcomer: Person = { ...personWho('U0ALEX'), id: 'p-new', email: 'someone.new@example.com' };
const withName = (name: string, person = newcomer): Person => ({
  ...person,
  userNames: { github: [name], gitlab: [name] },
});

async function github(options: GithubWorldOptions = {}) {
  const made = await githubWorld(options);
  onTestFinished(() => made.close());
  return made;
}

/** A login that one letter parts from a colleague's: it is somebody at GitHub, and nobody in the organisation. */
const mistyped: GithubWorldOptions['begin'] = (state) => {
  const [first] = state.accounts;
  if (!first) throw new Error('nobody is at GitHub');
  state.accounts.push({ ...first, id: 990_001, login: 'amoreu', email: 'x@example.org', membership: null });
};

/** What is said of names beside accounts that are certain. */
const toldWrongly = (en: string, fr: string) => ({
  kind: 'incomplete',
  reason: { en: `told-wrongly: ${en}`, fr: `told-wrongly: ${fr}` },
});
const amoreuBeside = toldWrongly(
  'The user name amoreu leads to nobody in example-co, and may hide one more account of the person there. Correct it; or write the right one under logins of github in relais.yaml, and amoreu under otherLogins.',
  'Le nom d’utilisateur amoreu ne mène à personne dans example-co, et cache peut-être un autre compte de la personne. Corrigez-le ; ou indiquez le bon sous logins de github dans relais.yaml, et amoreu sous otherLogins.',
);
const loginsOf = (accounts: readonly { account: Account }[]) => accounts.map(({ account }) => account.login);

/** The account that a name leads to, as a look finds it. */
async function accountNamed(connector: Connector, name: string): Promise<Account> {
  const found = await connector.find(withName(name), context());
  const [account] = found.status === 'found' ? found.accounts : [];
  if (!account) throw new Error(found.status);
  return account;
}

const member = { role: 'member', state: 'active' } as const;

/** What a departure that has such accounts by now is told; `remembered`: what an earlier one found. */
async function lookOf(
  connector: Connector,
  person: Person,
  accounts: readonly Account[] = [],
  remembered: readonly Account[] = [],
) {
  const world = await createMemoryWorld();
  const at = '2026-03-02T09:00:00.000Z';
  await rememberNames(world.deps.store.notes, person, { accounts: remembered, told: [], at });
  const state = await world.load(await world.plan());
  const known = {
    accessRev: 0,
    systems: [],
    accounts: accounts.map((account) => ({ ...account, items: [], snapshot: null })),
  } as unknown as Pick<typeof state, 'accessRev' | 'systems' | 'accounts'>;
  return (await lookAtSystem(world.deps, connector, { person, known })).look;
}

describe('a login at GitHub that was told of the person', () => {
  it('proves nothing where it leads out of the organisation, and says what to do', async () => {
    const { connector } = await github({ begin: mistyped });
    const look = await lookOf(connector, withName('amoreu'));
    expect(look.accounts).toEqual([]);
    expect(look.problem).toEqual({
      kind: 'ambiguous',
      reason: {
        en: 'told-wrongly: The user name amoreu leads to nobody in example-co, which does not show that the person has no account there. Correct it; or write under logins of github in relais.yaml which one is theirs, null for none.',
        fr: 'told-wrongly: Le nom d’utilisateur amoreu ne mène à personne dans example-co, ce qui ne prouve pas l’absence de compte. Corrigez-le ; ou indiquez sous logins de github dans relais.yaml lequel est le sien, null si aucun.',
      },
    });
  });

  it('is no account once the settings say that there is none, or all logins are somebody else’s', async () => {
    const { connector } = await github({ begin: mistyped, settings: { logins: { [newcomer.email]: null } } });
    expect((await lookOf(connector, withName('amoreu'))).problem).toBeNull();
    const complete = await github({ begin: mistyped, settings: { otherLogins: ['jonas-weber', 'priya-nair'] } });
    expect(await complete.connector.find(withName('amoreu'), context())).toMatchObject({ status: 'none' });
  });

  it('is no account any more once Relais has taken it out of the organisation', async () => {
    const made = await github();
    const person = withName('priya-nair');
    const before = await made.connector.find(person, context());
    const [account] = before.status === 'found' ? before.accounts : [];
    if (!account) throw new Error(before.status);
    made.sandbox.change((state) => {
      for (const one of state.accounts) if (one.login === 'priya-nair') one.membership = null;
    });
    const after = await lookOf(made.connector, person, [account]);
    expect(after.problem).toBeNull();
    const membership = after.accounts.flatMap(({ items }) => items).find(({ action }) => action.stage === 'disable');
    expect(membership?.standing ?? 'closed').toBe('closed');
    // A second name that was wrong from the beginning is still to be settled; what is left of the first is told.
    const two = { ...person, userNames: { github: ['amoreu', 'priya-nair'] } };
    made.sandbox.change((state) => mistyped(state));
    const withTwo = await lookOf(made.connector, two, [account]);
    expect(withTwo.problem).toEqual(amoreuBeside);
    expect(withTwo.accounts).toEqual(after.accounts);
    // Who took the login of an account that was renamed is a stranger.
    made.sandbox.change((state) => {
      for (const one of state.accounts) {
        if (one.login === 'priya-nair') Object.assign(one, { login: 'priya-n', membership: member });
        if (one.login === 'amoreu') one.login = 'priya-nair';
      }
    });
    // Another process: this one remembers which login was whose.
    const anew = made.protecting({ ...account, login: 'nobody-at-all' });
    if (!anew) throw new Error('no other connector');
    expect((await lookOf(anew, person, [account])).problem).toMatchObject({ kind: 'ambiguous' });
  });

  it('is planned by nobody’s word where a verified address or an identity shows it to be a colleague’s', async () => {
    const because = {
      en: 'GitHub shows priya-nair beside another person’s address. Correct the user name; or add that address to this person, or priya-nair under logins of github in relais.yaml, if it is theirs after all.',
      fr: 'GitHub associe priya-nair à l’adresse d’une autre personne. Corrigez le nom d’utilisateur ; ou, si le compte est bien à cette personne, ajoutez-lui cette adresse, ou priya-nair sous logins de github dans relais.yaml.',
    };
    const reason = { en: `told-wrongly: ${because.en}`, fr: `told-wrongly: ${because.fr}` };
    for (const way of [{ verifiedAddresses: true }, { saml: true }]) {
      const { connector } = await github({ settings: { logins: {}, ...way } });
      // What is certain is planned all the same.
      for (const [person, kind, certain] of [
        [newcomer, 'ambiguous', []],
        [personWho('U0ALEX'), 'incomplete', ['alex-moreau']],
      ] as const) {
        const { accounts, problem } = await lookOf(connector, withName('Priya-Nair', person));
        expect({ accounts: loginsOf(accounts), problem }, JSON.stringify(way)).toEqual({
          accounts: certain,
          problem: {
            kind,
            reason: {
              en: reason.en.replaceAll('priya-nair', 'Priya-Nair'),
              fr: reason.fr.replaceAll('priya-nair', 'Priya-Nair'),
            },
          },
        });
      }
      const theirs = { ...newcomer, otherEmails: [personWho('U0PRIYA').email] };
      expect(await connector.find(withName('priya-nair', theirs), context())).toMatchObject({
        status: 'found',
        accounts: [{ login: 'priya-nair' }],
      });
      const said = await github({ settings: { logins: { [newcomer.email]: 'priya-nair' }, ...way } });
      expect((await said.connector.find(withName('priya-nair'), context())).status).toBe('found');
    }
  });

  it('is said where it leads out of the organisation beside an account that is found, or an open invitation', async () => {
    const invite: GithubWorldOptions['begin'] = (state) => {
      mistyped(state);
      state.invitations.push({ id: 77, login: null, email: newcomer.email, createdAt: '2026-11-20T09:00:00Z' });
    };
    const made = await github({ begin: invite });
    const person = { ...newcomer, userNames: { github: ['priya-nair', 'amoreu'] } };
    const look = await lookOf(made.connector, person);
    expect([loginsOf(look.accounts), look.problem]).toEqual([['priya-nair', newcomer.email], amoreuBeside]);
    const alone = await lookOf(made.connector, withName('amoreu'));
    expect([loginsOf(alone.accounts), alone.problem]).toEqual([[newcomer.email], amoreuBeside]);
    // Until a person has said that it is nobody's.
    const said = await github({ begin: mistyped, settings: { otherLogins: ['Amoreu'] } });
    expect((await lookOf(said.connector, person)).problem).toBeNull();
    // Which says nothing where no other account is known.
    expect((await lookOf(said.connector, withName('amoreu'))).problem).toMatchObject({ kind: 'ambiguous' });
  });

  it('proves nothing by an account of an earlier departure: who came back has another', async () => {
    const made = await github();
    const earlier = await accountNamed(made.connector, 'priya-nair');
    made.sandbox.change((state) => {
      for (const one of state.accounts) if (one.login === 'priya-nair') one.membership = null;
    });
    // Whose account jonas-weber is nobody knows.
    for (const person of [withName('priya-nair'), newcomer])
      expect((await lookOf(made.connector, person, [], [earlier])).problem).toMatchObject({ kind: 'ambiguous' });
    // An earlier name that nobody tells any more hides nobody.
    const now = await lookOf(made.connector, withName('jonas-weber'), [], [earlier]);
    expect([loginsOf(now.accounts), now.problem]).toEqual([['jonas-weber'], null]);
  });

  it('holds the system back where the departure has planned the account that is shown to be a colleague’s', async () => {
    const { connector } = await github({ settings: { logins: {}, verifiedAddresses: true } });
    const priya = await connector.find(personWho('U0PRIYA'), context());
    const [planned] = priya.status === 'found' ? priya.accounts : [];
    if (!planned) throw new Error(priya.status);
    const look = await lookOf(connector, withName('Priya-Nair', personWho('U0ALEX')), [planned]);
    expect([look.accounts, look.problem?.kind]).toEqual([[], 'ambiguous']);
  });

  it('is disputed by no SAML identity whose name is no address', async () => {
    // As a provider that sends persistent ids or account names has it linked.
    const named = (name: string): NonNullable<GithubWorldOptions['begin']> => {
      return (state) => {
        for (const one of state.accounts) if (one.login === 'priya-nair') one.email = name;
      };
    };
    const lookNamed = async (name: string) => {
      const { connector } = await github({ begin: named(name), settings: { logins: {}, saml: true } });
      return lookOf(connector, withName('priya-nair'));
    };
    for (const name of ['g-4f9c1b7e', 'pnair']) {
      const { accounts, problem } = await lookNamed(name);
      expect([loginsOf(accounts), problem], name).toEqual([['priya-nair'], null]);
    }
    expect((await lookNamed('somebody.else@example.com')).problem).toMatchObject({ kind: 'ambiguous' });
  });

  it('is nobody else’s by a SAML name that does not tell whose it is, so that no account is missed', async () => {
    const signIn = (nameOf: (index: number) => string): NonNullable<GithubWorldOptions['begin']> => {
      return (state) => {
        for (const [index, one] of state.accounts.entries()) one.email = nameOf(index);
      };
    };
    const candidatesOf = async (nameOf: (index: number) => string, person: Person) => {
      const { connector } = await github({ begin: signIn(nameOf), settings: { logins: {}, saml: true } });
      const found = await connector.find(person, context());
      return found.status === 'ambiguous' ? found.candidates.map(({ login }) => login) : [found.status];
    };
    const numbered = { ...newcomer, employeeNumber: 'E9001' };
    // A persistent id may be theirs, whatever number they have.
    for (const person of [newcomer, numbered])
      expect(await candidatesOf((index) => `g-4f9c1b7e${index}`, person)).toContain('priya-nair');
    // Everybody else's number is somebody else's once theirs is known; before, it may be theirs.
    expect(await candidatesOf((index) => `E${1000 + index}`, newcomer)).toContain('priya-nair');
    expect(await candidatesOf((index) => `E${1000 + index}`, numbered)).not.toContain('priya-nair');
    expect(await candidatesOf((index) => `somebody${index}@example.com`, newcomer)).not.toContain('priya-nair');
  });

  it('is disputed by the settings where they give it to another address, as a login or a number', async () => {
    const made = await github();
    const { id } = await accountNamed(made.connector, 'priya-nair');
    for (const login of ['Priya-Nair', Number(id)]) {
      const settings = { logins: { 'priya.nair@example.com': [login] } };
      const { connector } = await github({ settings });
      const look = await lookOf(connector, withName('priya-nair'));
      expect([look.accounts, look.problem]).toEqual([
        [],
        {
          kind: 'ambiguous',
          reason: {
            en: 'told-wrongly: Under logins of github, relais.yaml gives priya-nair to another person. Correct the user name; or write there which ones are this person’s, null for none.',
            fr: 'told-wrongly: Sous logins de github, relais.yaml attribue priya-nair à une autre personne. Corrigez le nom d’utilisateur ; ou indiquez-y lesquels sont à cette personne, null si aucun.',
          },
        },
      ]);
      // Beside one that nothing speaks against.
      const two = await lookOf(connector, { ...newcomer, userNames: { github: ['priya-nair', 'jonas-weber'] } });
      expect([loginsOf(two.accounts), two.problem?.kind]).toEqual([['jonas-weber'], 'incomplete']);
      // Settings that say of both whose they are have settled it.
      const both = await github({ settings: { logins: { ...settings.logins, [newcomer.email]: 'jonas-weber' } } });
      const settled = await lookOf(both.connector, withName('priya-nair'));
      expect([loginsOf(settled.accounts), settled.problem]).toEqual([['jonas-weber'], null]);
    }
  });
});

describe('a user name of a group at GitLab that was told of the person', () => {
  const scope = { of: 'group', group: 'atelier-lumen' };
  const gitlab = async (more: Record<string, unknown> = {}) => {
    const made = await gitlabWorld({ of: 'group', settings: { scope: { ...scope, ...more } } });
    onTestFinished(() => made.close());
    return made;
  };

  it('proves nothing where it leads out of the group, unless theirs was there before', async () => {
    const made = await gitlab();
    const [someone] = made.sandbox.state().users.filter(({ email }) => email === made.people.present.email);
    if (!someone) throw new Error('nobody');
    const person = withName(someone.username);
    const before = await made.connector.find(person, context());
    if (before.status !== 'found') throw new Error(before.status);
    made.sandbox.change((state) => {
      // One member of whom the group is told no address.
      for (const user of state.users) if (user.username === 'ines-laurent') user.isEnterprise = false;
      for (const place of [...state.groups, ...state.projects])
        place.members = place.members.filter(({ userId }) => userId !== someone.id);
    });
    const look = await lookOf(made.connector, person);
    expect(look.problem).toEqual({
      kind: 'ambiguous',
      reason: {
        en: `told-wrongly: The user name ${someone.username} leads to nobody in the group, which does not show that the person has no account there. Correct it; or write under logins of gitlab in relais.yaml which one is theirs, null for none.`,
        fr: `told-wrongly: Le nom d’utilisateur ${someone.username} ne mène à personne dans le groupe, ce qui ne prouve pas l’absence de compte. Corrigez-le ; ou indiquez sous logins de gitlab dans relais.yaml lequel est le sien, null si aucun.`,
      },
    });
    expect((await lookOf(made.connector, person, before.accounts)).problem).toBeNull();
    // Theirs in an earlier departure says nothing of who came back.
    expect((await lookOf(made.connector, person, [], before.accounts)).problem).toMatchObject({ kind: 'ambiguous' });
    const said = await gitlab({ logins: { [newcomer.email]: null } });
    expect((await lookOf(said.connector, withName('alex-moreau'))).problem).toBeNull();
  });

  it('is said beside an account that is certain, and planned by nobody’s word where the settings give it away', async () => {
    const made = await gitlab();
    const [mine, other] = made.sandbox
      .state()
      .users.filter(({ username }) => /^(alex-moreau|priya-nair)$/.test(username));
    if (!mine || !other) throw new Error('nobody');
    made.sandbox.change((state) => {
      for (const place of [...state.groups, ...state.projects])
        place.members = place.members.filter(({ userId }) => userId !== other.id);
    });
    const person = { ...newcomer, userNames: { gitlab: [mine.username, other.username] } };
    const look = await lookOf(made.connector, person);
    expect([loginsOf(look.accounts), look.problem]).toEqual([
      [mine.username],
      toldWrongly(
        `The user name ${other.username} leads to nobody in the group, and may hide one more account of the person there. Correct it; or write the right one under logins of gitlab in relais.yaml, and ${other.username} under otherLogins.`,
        `Le nom d’utilisateur ${other.username} ne mène à personne dans le groupe, et cache peut-être un autre compte de la personne. Corrigez-le ; ou indiquez le bon sous logins de gitlab dans relais.yaml, et ${other.username} sous otherLogins.`,
      ),
    ]);
    const said = await gitlab({ logins: { 'alex@example.org': mine.username } });
    const given = await lookOf(said.connector, withName(mine.username));
    expect([given.accounts, given.problem]).toEqual([
      [],
      {
        kind: 'ambiguous',
        reason: {
          en: `told-wrongly: Under logins of gitlab, relais.yaml gives ${mine.username} to another person. Correct the user name; or write there which one is this person’s, null for none.`,
          fr: `told-wrongly: Sous logins de gitlab, relais.yaml attribue ${mine.username} à une autre personne. Corrigez le nom d’utilisateur ; ou indiquez-y lequel est à cette personne, null si aucun.`,
        },
      },
    ]);
  });
});
