import { expect, it } from 'vitest';
import { createReplayGuard, replayWindow } from '../../../src/channels/slack/replay-guard.ts';

it('knows a signature for twice the window, because its timestamp may lie a window ahead of our clock', () => {
  let now = 1_000;
  const guard = createReplayGuard(() => now);
  expect([guard.isNew('v0=one'), guard.isNew('v0=one')]).toEqual([true, false]);
  now += 2 * replayWindow - 1;
  expect([guard.isNew('v0=one'), guard.isNew('v0=other')]).toEqual([false, true]);
  now += 1;
  // Forgotten, so that memory does not grow; by then its timestamp is too old to be taken.
  expect([guard.isNew('v0=one'), guard.isNew('v0=other')]).toEqual([true, false]);
});
