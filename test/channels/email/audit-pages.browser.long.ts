import axe from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { completedIn } from '../../engine/completed-world.ts';
import { invitedIn, openAudit } from '../../support/audit-server.ts';
import { browserOrLoudSkip } from '../../support/browser.ts';
import { mustDo, testPeople } from '../../support/memory/memory-world.ts';
import { seriousFindings } from '../../workspace/page/serious-findings.ts';

const browser = await browserOrLoudSkip('the pages for auditors');
/** Where pictures go; nowhere unless asked. */
const pictures = process.env['RELAIS_AUDIT_PICTURES'];

describe.skipIf(browser === null)('the pages for auditors in a browser', () => {
  afterAll(() => browser?.close());

  it.each(['en', 'fr'] as const)('are entered, read and sampled by clicks, accessible, in %s', async (locale) => {
    const audit = await openAudit();
    try {
      await completedIn(audit.world, undefined);
      audit.world.clock.set(new Date('2026-03-10T09:00:00.000Z'));
      const kept = { ...testPeople.leaver, id: 'kim', name: 'Kim Doe', email: 'kim@example.com', handles: {} };
      const other = await audit.world.plan({}, undefined, kept);
      await mustDo(audit.world.ask('hr', other, { type: 'departure.retain', reason: 'She stays' }));
      const auditor = await invitedIn(audit.world, { locale });
      const context = await (browser as Browser).newContext({ locale, viewport: { width: 1366, height: 768 } });
      const page = await context.newPage();
      // The page lets nothing run, so axe is put in from outside of it.
      const look = async (name: string) => {
        await page.evaluate(axe.source);
        const { findings, textsMeasured } = await seriousFindings(page);
        expect(findings, name).toEqual([]);
        expect(textsMeasured).toBeGreaterThan(1);
        if (pictures) await page.screenshot({ path: `${pictures}/${locale}-${name}.png`, fullPage: true });
      };
      await page.goto(`${audit.url}/audit/open/${await audit.admissions.ticket(auditor)}`);
      await look('door');
      await page.getByRole('button').click();
      await look('departures');
      expect(await page.getByRole('row').count()).toBeGreaterThan(3);
      await page.locator('#size').fill('1');
      await page.locator('#seed').fill('autumn');
      await page.locator('form:has(#size) button').click();
      expect(await page.locator('main').textContent()).toContain('autumn');
      await look('sample');
      await page.goto(`${audit.url}/audit/exceptions`);
      await look('exceptions');
      await context.close();
    } finally {
      await audit.close();
    }
  });
});
