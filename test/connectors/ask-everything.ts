import type { Person } from '../../src/domain/people/people.ts';
import type { Connector } from '../../src/engine/ports/connector.ts';

const context = () => ({ now: () => new Date(), signal: new AbortController().signal });

/**
 * Makes every call that a departure makes, of each of these people, and what `relais doctor` asks; for what is sent,
 * not for what comes.
 */
export async function askEverything(connector: Connector, people: readonly Person[]): Promise<void> {
  for (const person of people) {
    const found = await connector.find(person, context());
    if (found.status !== 'found') continue;
    for (const account of found.accounts) {
      await connector.lastUse(account, new Date(), context());
      await connector.owned?.read(account, context());
      const { items } = await connector.look(account, context());
      for (const { action } of items.toReversed()) {
        await connector.act(action, context());
        await connector.readBack(action, { ...context(), calledAt: new Date() });
      }
    }
  }
  await connector.check(context());
}
