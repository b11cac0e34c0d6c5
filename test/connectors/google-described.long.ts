import { describe, expect, it, onTestFinished } from 'vitest';
import { type GoogleWorld, googleWorld } from './google-world.ts';
import { missingSpec, vendorSpec } from './http-vendor-spec.ts';
import { colleague, personOf } from './people.ts';

const absent = missingSpec('google');
const context = (calledAt: Date | null = null) => ({
  now: () => new Date(),
  signal: new AbortController().signal,
  calledAt,
});

/** Signing in is OAuth's, and not in the description. */
const ownWords = [/^\/token$/];

/** Everything that the connector asks in a departure and for `doctor`. */
async function wholeDeparture({ connector }: GoogleWorld): Promise<void> {
  for (const id of ['U0ALEX', 'U0TOM'] as const) {
    const found = await connector.find({ ...personOf(colleague(id)), employeeNumber: '1042' }, context());
    if (found.status !== 'found') throw new Error(`should be found, not ${found.status}`);
    for (const account of found.accounts) {
      const { items } = await connector.look(account, context());
      expect(items.length).toBeGreaterThan(10);
      expect((await connector.owned?.read(account, context()))?.untold).toEqual([]);
      // What the mailbox and the second factors hold changes while the account is open only.
      for (const { action } of items.toSorted((a, b) => Number(closes(a)) - Number(closes(b)))) {
        await connector.act(action, context());
        await connector.readBack(action, context(new Date(0)));
      }
      await connector.lastUse(account, new Date(0), context());
    }
  }
  await connector.find({ ...personOf(colleague('U0ALEX')), name: 'Nobody', email: 'nobody@example.com' }, context());
  expect((await connector.check(context())).problems).toEqual([]);
}

function closes({ action }: { action: { stage: string } }): boolean {
  return action.stage === 'disable';
}

describe('google, held to Google’s own description', () => {
  it.skipIf(absent !== null)(`asks as it says, and is answered so${absent ? ` (${absent})` : ''}`, async () => {
    const requests = await vendorSpec('google', '', ownWords);
    const answers = await vendorSpec('google', '', ownWords);
    const world = await googleWorld({ watch: (fetch) => requests.watch(answers.watchAnswers(fetch)) });
    onTestFinished(() => world.close());
    // Where it is enforced, second factors are not turned off.
    world.sandbox.change((state) => {
      for (const user of state.users) user.isEnforcedIn2Sv = false;
    });
    await wholeDeparture(world);
    expect(requests.complaints()).toEqual([]);
    expect(answers.complaints()).toEqual([]);
    expect(requests.checked()).toBeGreaterThan(150);
    expect(answers.checked()).toBeGreaterThan(150);
  });

  it.skipIf(absent !== null)('notices a name that Google does not know', async () => {
    const spec = await vendorSpec('google', '', ownWords);
    const watched = spec.watch(async () => Response.json({}));
    const url = new URL('https://admin.googleapis.com/admin/directory/v1/users?showsDeleted=true');
    const signal = new AbortController().signal;
    await watched(url, { method: 'GET', headers: {}, body: null, redirect: 'manual', signal });
    expect(spec.complaints()).toContain('GET /admin/directory/v1/users: unknown query showsDeleted');
  });
});
