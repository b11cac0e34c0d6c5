import { describe, expect, it, onTestFinished } from 'vitest';
import type { Person } from '../../src/domain/people/people.ts';
import type { Account } from '../../src/domain/systems/account.ts';
import { lookAtSystem } from '../../src/engine/access/look-at-system.ts';
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

const member = { role: 'member', state: 'active' } as const;

/** What a departure that has such accounts by now is told. */
async function lookOf(connector: Connector, person: Person, accounts: readonly Account[] = []) {
  const world = await createMemoryWorld();
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
    // Nor where a second name was wrong from the beginning.
    const two = { ...person, userNames: { github: ['amoreu', 'priya-nair'] } };
    made.sandbox.change((state) => mistyped(state));
    expect((await lookOf(made.connector, two, [account])).problem).toBeNull();
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
      for (const person of [newcomer, personWho('U0ALEX')]) {
        const { accounts, problem } = await lookOf(connector, withName('Priya-Nair', person));
        expect({ accounts, problem }, JSON.stringify(way)).toEqual({
          accounts: [],
          problem: {
            kind: 'ambiguous',
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
    const said = await gitlab({ logins: { [newcomer.email]: null } });
    expect((await lookOf(said.connector, withName('alex-moreau'))).problem).toBeNull();
  });
});
