import { onTestFinished } from 'vitest';
import type { PlannedAction } from '../../src/domain/systems/action.ts';
import { ConnectorError } from '../../src/engine/ports/connector.ts';
import { type GiteaWorld, type GiteaWorldOptions, giteaWorld } from './gitea-world.ts';
import { colleague, personOf } from './people.ts';

export const alex = personOf(colleague('U0ALEX'));
export const context = () => ({ now: () => new Date(), signal: new AbortController().signal, calledAt: null });

/** Closed by itself when the test ends. */
export async function world(options: GiteaWorldOptions = {}): Promise<GiteaWorld> {
  const made = await giteaWorld(options);
  onTestFinished(() => made.close());
  return made;
}

export async function accountOf({ connector }: GiteaWorld, person = alex) {
  const found = await connector.find(person, context());
  if (found.status !== 'found' || !found.accounts[0]) throw new Error(`not found: ${found.status}`);
  return found.accounts[0];
}

export async function lookAt(made: GiteaWorld) {
  return made.connector.look(await accountOf(made), context());
}

export async function planOf(made: GiteaWorld): Promise<readonly PlannedAction[]> {
  return (await lookAt(made)).items.map(({ action }) => action);
}

export const verbIn = ({ id }: PlannedAction) => id.split('/')[2];

export async function failureOf(promise: Promise<unknown>): Promise<ConnectorError> {
  const error = await promise.then(() => null).catch((cause: unknown) => cause);
  if (error instanceof ConnectorError) return error;
  throw new Error(`expected a ConnectorError, got ${String(error)}`);
}
