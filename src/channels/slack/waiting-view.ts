import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { types, webApi } from '@slack/bolt';
import { platformCode } from './slack-error.ts';

/**
 * A window that says "one moment" until its answer is there. Slack tells nobody when it shows one that came with an
 * acknowledgement: whoever fills it too early fills the form below, and the waiting page then lies over the answer for
 * good. So it carries a name of its own, which Slack finds only once it is shown.
 */
export interface WaitingView {
  /** Null when opening it was not answered. */
  viewId: string | null;
  /** Null when Slack has said that it is shown. */
  name: string | null;
}

export function newName(): string {
  return `relais-waiting-${randomUUID()}`;
}

const firstPause = 50;

/**
 * Puts the answer into the waiting window, as soon as there is one. False when the person has closed it, or when it
 * never came.
 */
export async function fill(
  client: webApi.WebClient,
  { viewId, name }: WaitingView,
  { view, patience }: { view: types.ModalView; patience: number },
): Promise<boolean> {
  let last: unknown = null;
  const until = performance.now() + patience;
  for (let pause = firstPause; ; pause *= 2) {
    try {
      if (await update(client, name === null ? { view_id: viewId ?? '' } : { external_id: name }, view)) return true;
      // A window that was shown and is no more was closed by the person: they wait for nothing.
      if (name === null) return false;
      last = null;
    } catch (error) {
      if (!mayPass(error)) throw error;
      last = error;
    }
    if (performance.now() + pause > until) break;
    await wait(pause);
  }
  if (last !== null) throw last;
  // The acknowledgement came too late for Slack: the form stands as it was, with an error under it. It gets the answer
  // all the same.
  return viewId !== null && update(client, { view_id: viewId }, view);
}

/** False when Slack knows no such window (any more). */
export async function update(
  client: webApi.WebClient,
  which: { view_id: string } | { external_id: string },
  view: types.ModalView,
): Promise<boolean> {
  try {
    await client.views.update({ ...which, view });
    return true;
  } catch (error) {
    if (platformCode(error) === 'not_found') return false;
    throw error;
  }
}

const passing = new Set(['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout', 'ratelimited']);

/** A lost answer, too many calls, a hiccup at Slack: filling a window twice does no harm. */
function mayPass(error: unknown): boolean {
  const code = platformCode(error);
  return code === null || passing.has(code);
}
