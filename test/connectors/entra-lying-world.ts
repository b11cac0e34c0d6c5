import { mailWork } from '../../src/connectors/entra/mail/mail-settings.ts';
import { addressesOf, type Person } from '../../src/domain/people/people.ts';
import { entraSandboxTenantId } from '../../src/workspace/systems/entra/entra-sandbox.ts';
import { entraUserId } from '../../src/workspace/systems/entra/seed.ts';
import type { EntraState, EntraUser } from '../../src/workspace/systems/entra/state.ts';
import type { LyingWorld } from '../contracts/lying-vendor-world.ts';
import {
  addAccount,
  addMany,
  disabled,
  drifts,
  emptyAll,
  recreateAll,
  renameAll,
  replaceAll,
  withUser,
} from './entra-changes.ts';
import {
  answerOthers,
  emptyMembers,
  emptyPages,
  hideFields,
  mindCapitals,
  otherTenant,
  type Rewrite,
  repeatPages,
  widen,
} from './entra-lies.ts';
import { isOpen, openItems } from './entra-truth.ts';
import { entraWorld, mailHeir } from './entra-world.ts';
import { type LyingHandler, lyingHandler } from './http-lies.ts';
import { colleague, personOf } from './okta-world.ts';

/** What a person looks after is never said to be gone; the contract is about what Relais does. */
const tasks: readonly string[] = ['sharing-links', 'mailbox-permissions'];
const automatic = mailWork.filter((each) => !tasks.includes(each));

const alex = entraUserId({ id: 'U0ALEX' });
const secondAddress = 'alex.moreau@contractor.example.org';

/** Graph with every switch. The configured tenant is an id, so that hidden domains hide nothing else. */
export async function entraLyingWorld({ mail }: { mail?: 'shared' } = {}): Promise<LyingWorld> {
  let ahead = 0;
  let lying: LyingHandler | null = null;
  const world = await entraWorld({
    mail,
    pageSize: 100,
    settings: { tenant: entraSandboxTenantId, ...(mail && { microsoft365: { to: mailHeir, what: automatic } }) },
    now: () => new Date(Date.now() + ahead),
    handler(inner, sandbox) {
      lying = lyingHandler(inner, {
        lies: (on) => sandbox.misbehave(on ? 'lies' : 'none'),
        isRead: (request) => request.url?.endsWith('/oauth2/v2.0/token') ?? false,
        throttled: () => ({ 'Retry-After': '30' }),
      });
      return lying.handler;
    },
  });
  const handler: LyingHandler = lying ?? fail();
  const { sandbox } = world;
  const { directory, happen } = sandbox;
  // Tom is the last one who administers.
  happen((state) => withUser(state, entraUserId({ id: 'U0HUGO' }), disabled));
  /** What is true of the organisation, whoever answers in its place. */
  let real: EntraState | null = null;
  const truth = () => real ?? directory();
  const pretend = (change: (state: EntraState) => void) => {
    real = structuredClone(directory());
    happen(change);
  };
  const rewritten = (change: Rewrite) => () => handler.rewrite(change);

  return {
    ...world,
    pass(seconds) {
      ahead += seconds * 1000;
    },
    truth: {
      accounts: (person) => accountsOf(truth(), person),
      isOpen: (action) => isOpen(truth(), action, world.now()),
      open: (accountId) =>
        openItems(truth(), accountId, world.now()).filter((id) => !tasks.some((each) => id.endsWith(`/${each}`))),
    },
    lastAdministrator: personOf(colleague('U0TOM')),
    requests: handler.requests,
    switches: {
      renameTargets: () => happen(renameAll),
      recreateTargets: () => happen(recreateAll),
      otherTenant() {
        pretend(replaceAll);
        handler.rewrite(otherTenant('99999999-3333-4444-a555-666666666666'));
      },
      hideFields: rewritten(hideFields),
      emptyPages: rewritten(emptyPages),
      repeatPages: rewritten(repeatPages),
      failOnce: handler.failOnce,
      drifts: Object.fromEntries(
        Object.entries(drifts).map(([name, drift]) => [
          name,
          (accountId: string) => happen((state) => withUser(state, accountId, (user) => drift(user, state))),
        ]),
      ),
      lag: handler.lag,
      catchUp: handler.catchUp,
      widen: rewritten(widen(happen)),
      secondAccount() {
        happen((state) => addAccount(state, alex, secondAddress));
        return { ...world.people.present, otherEmails: [secondAddress] };
      },
      many: (count) => happen((state) => addMany(state, alex, count)),
      mindCapitals() {
        happen((state) => withUser(state, alex, spellOtherwise));
        handler.rewrite(mindCapitals(directory));
      },
      answerOthers: () => handler.rewrite(answerOthers(directory(), alex)),
      emptyTenant: () => pretend(emptyAll),
      emptyMembers: rewritten(emptyMembers),
    },
  };
}

function fail(): never {
  throw new Error('the handler was not asked for');
}

function accountsOf({ users }: EntraState, person: Person): string[] {
  const wanted = addressesOf(person).map((address) => address.toLowerCase());
  const held = ({ userPrincipalName, mail, proxyAddresses }: EntraUser) =>
    [userPrincipalName, mail, ...proxyAddresses.map((each) => each.slice('smtp:'.length))].map((each) =>
      each.toLowerCase(),
    );
  return users.filter((user) => held(user).some((address) => wanted.includes(address))).map(({ id }) => id);
}

function spellOtherwise(user: EntraUser): void {
  user.userPrincipalName = user.userPrincipalName.toUpperCase();
  user.mail = user.mail.toUpperCase();
  user.proxyAddresses = user.proxyAddresses.map((each) => each.toUpperCase());
}
