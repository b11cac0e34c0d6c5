import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import { settled } from '../../support/settled.ts';

const found = z.object({
  violations: z.array(z.object({ id: z.string(), impact: z.string().nullable(), html: z.array(z.string()) })),
  textsMeasured: z.number(),
});

/** Made small in the browser: what passes is most of it. */
const summary = `(result) => ({
  violations: result.violations.map(({ id, impact, nodes }) => ({ id, impact, html: nodes.map((node) => node.html.slice(0, 160)) })),
  textsMeasured: result.passes.find(({ id }) => id === 'color-contrast')?.nodes.length ?? 0,
})`;

/** How much axe-core looks at: all of it, or only what a theme can change. */
export type Scope = 'everything' | 'colours';

/**
 * What axe-core calls serious or critical in the page as it stands, or in a part of it, and how many texts it measured
 * against their ground.
 */
export async function seriousFindings(
  page: Page,
  scope: Scope = 'everything',
  within?: string,
): Promise<{ findings: string[]; textsMeasured: number }> {
  if ((await page.evaluate('typeof axe')) === 'undefined') await page.addScriptTag({ content: axe.source });
  // Colours are measured as they will stand, not half-way through an animation.
  await settled(page);
  // Selectors of every text that passes are most of what it would work out.
  const options = {
    preload: false,
    selectors: false,
    ...(scope === 'colours' && { runOnly: ['color-contrast', 'link-in-text-block'] }),
  };
  const { violations, textsMeasured } = found.parse(
    await page.evaluate(
      `axe.run(${within ? JSON.stringify(within) : 'document'}, ${JSON.stringify(options)}).then(${summary})`,
    ),
  );
  const bad = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  return { findings: bad.map(({ id, html }) => `${id}: ${html.slice(0, 5).join(' | ')}`), textsMeasured };
}
