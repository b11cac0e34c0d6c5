import { describe, expect, it } from 'vitest';
import { browserOrLoudSkip } from '../../support/browser.ts';
import { everyInput } from './fixture-blocks.ts';
import { pageForAxe } from './page-for-axe.ts';
import { seriousFindings } from './serious-findings.ts';

const browser = await browserOrLoudSkip('the accessibility of the workspace page');
const languages = ['en', 'fr'] as const;

describe.skipIf(browser === null)('axe-core finds nothing serious', () => {
  const opened = pageForAxe(browser);

  it.each(languages)('on any screen of the page (%s)', { timeout: 120_000 }, async (language) => {
    const { page, world, server } = opened;
    const say = (english: string, french: string) => (language === 'en' ? english : french);
    await page.route('**/workspace/api/bootstrap', (route) => route.abort());
    await page.goto(`${server.url}/#/U0MAYA/D0MAYA/thread/1774252800.000100`);
    await page.locator('.opening').waitFor();
    await opened.textsMeasured();
    await page.unroute('**/workspace/api/bootstrap');
    world.systems[1]?.accounts.splice(2, 1);
    world.revoke('okta', 'alex.moreau@example.com');

    // As much at once as one can have open: hints, a thread, both panels, unfolded lists, a system that misbehaves, a
    // problem.
    await page.setViewportSize({ width: 1700, height: 1000 });
    await page.getByLabel('Language').selectOption(language);
    await page.getByRole('article').first().waitFor();
    await page.getByTestId('clock-now').waitFor();
    await page.getByLabel(say('Whose accounts', 'Comptes de')).selectOption('alex.moreau@example.com');
    await page.locator('[data-system="github"] select').selectOption('down');
    await page.evaluate('for (const fold of document.querySelectorAll("details")) fold.open = true');
    await page.getByRole('button', { name: 'Remind' }).first().click();
    await page.locator('.toast').waitFor();
    expect(await opened.textsMeasured()).toBeGreaterThan(100);
    await page.locator('.toast button').click();

    const popups = [
      () => page.locator('.composer textarea').first().fill('/'),
      () => page.locator('.composer textarea').first().fill('Thanks @'),
      () => page.locator('.composer [aria-haspopup="menu"]').first().click(),
      () => page.locator('.message-tools [aria-haspopup="menu"]').first().click(),
    ];
    for (const open of popups) {
      await open();
      await page.locator('.popup').waitFor();
      await opened.textsMeasured('.popup, [aria-expanded="true"]');
      await page.keyboard.press('Escape');
      await page.locator('.popup').waitFor({ state: 'detached' });
    }
    await page.locator('[data-action="card.confirm"]').first().click();
    await page.getByRole('alertdialog').waitFor();
    await opened.textsMeasured('dialog');
    await page.keyboard.press('Escape');

    await page.getByRole('tab').first().click();
    await page.getByRole('tabpanel').getByText('My tasks').waitFor();
    await opened.textsMeasured();

    world.push('U0MAYA', { id: 'V0WAIT', title: 'Relais', submit: null, blocks: [] });
    await page.locator('.modal-loading').waitFor();
    await opened.textsMeasured('dialog');
    world.push('U0MAYA', { id: 'V0A11Y', title: 'Everything', blocks: everyInput() });
    await page.getByRole('dialog', { name: 'Everything' }).getByRole('button').last().click();
    await page.locator('.field-error').first().waitFor();
    await opened.textsMeasured('dialog');
    await page.locator('[data-block="who"] input').click();
    await page.getByRole('listbox').waitFor();
    await opened.textsMeasured('dialog');
    for (const _modal of ['V0A11Y', 'V0WAIT']) await page.locator('.dialog-buttons button').first().click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });

    // Somebody whose account is closed, in a narrow window, and then without a connection.
    await page.setViewportSize({ width: 700, height: 900 });
    await page.locator('[data-person="U0SOFIA"]').click();
    await page.locator('.composer-closed').waitFor();
    await server.close();
    await page.locator('.offline').waitFor();
    await opened.textsMeasured();
  });

  it('and would find something', async () => {
    const { page, server } = opened;
    await page.goto(`${server.url}/`);
    await page.getByRole('article').first().waitFor();
    const bad = '<main><button></button><p style="color: #999; background: #fff">Hard to read</p></main>';
    await page.evaluate(`document.body.innerHTML = ${JSON.stringify(bad)}`);
    const { findings } = await seriousFindings(page, 'everything');
    expect(findings.map((one) => one.split(':')[0]).sort()).toEqual(['button-name', 'color-contrast']);
  });
});
