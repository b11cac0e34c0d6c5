import type { Page } from 'playwright-core';

/** Waits until everything that moves and comes to an end has come to it; a spinner never does. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(`Promise.all(
    document.getAnimations()
      .filter((one) => Number.isFinite(one.effect.getComputedTiming().endTime))
      .map((one) => one.finished.catch(() => {})),
  )`);
}
