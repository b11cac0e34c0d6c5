import type { Locator } from 'playwright-core';
import type { Stage } from './stage.ts';
import type { Deed } from './tour-script.ts';

/** Does in the page what the tour tells its reader, and sees what it says that they see. */
export class TourGuide {
  readonly #stage: Stage;
  /** The card that the text named last: what it says to press next is on it. */
  #card: string | null = null;

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  async follow(deed: Deed): Promise<void> {
    const { page } = this.#stage;
    switch (deed.do) {
      case 'become':
        // A window lies over the faces on the left: its reader closes it before.
        if ((await this.#window()) !== null) await this.#close();
        this.#card = null;
        await this.#stage.become(deed.who as Parameters<Stage['become']>[0]);
        return;
      case 'type': {
        const composer = page.getByRole('combobox', { name: /^(Message to|Message à) Relais$/ });
        await composer.fill(deed.text);
        await composer.press('Enter');
        // A name that is offered is taken by the first Enter, and sent by the second.
        if ((await composer.inputValue()) !== '') await composer.press('Enter');
        return;
      }
      case 'press':
        for (let time = 0; time < deed.times; time += 1) await this.#press(deed.button);
        return;
      case 'fill':
        return this.#fill(deed.field, deed.value);
      case 'set': {
        const system = page.locator('[data-system]').filter({ has: page.getByRole('heading', { name: deed.system }) });
        await system.getByRole('combobox').selectOption({ label: deed.to });
        return;
      }
      case 'choose':
        await page.getByRole('radio', { name: deed.option }).check();
        // What is typed before the page has turned is typed on the other platform.
        await page.locator(`[data-platform="${deed.option.toLowerCase()}"]`).waitFor();
        return;
      case 'see': {
        const title = this.#stage.card(deed.words);
        // Case counts here, and what is folded away is not seen.
        const words = page
          .getByText(new RegExp(deed.words.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')))
          .filter({ visible: true });
        await title.or(words).first().waitFor();
        if ((await title.count()) > 0) this.#card = deed.words;
      }
    }
  }

  async #press(label: string): Promise<void> {
    const { page } = this.#stage;
    const before = await this.#window();
    await (await this.#where(label))
      .getByRole('button', { name: beginning(label) })
      .last()
      .click();
    this.#card = null;
    await page.waitForTimeout(400);
    await page.locator('section.clock[aria-busy="false"]').waitFor({ timeout: 60_000 });
    await page.locator('button[aria-busy="true"]').first().waitFor({ state: 'detached' });
    // "One moment" is no page to press anything on.
    await page.locator('.modal-loading').waitFor({ state: 'detached', timeout: 60_000 });
    // The same button may stand on the next page: a window that was open has turned, or is gone.
    if (before !== null)
      for (let look = 0; look < 100 && (await this.#window()) === before; look += 1) await page.waitForTimeout(100);
  }

  async #fill(field: string, value: string): Promise<void> {
    const form = this.#stage.page.getByRole('dialog');
    const input = form.getByLabel(field);
    await input.waitFor();
    if ((await input.getAttribute('role')) === 'combobox') return this.#stage.desk.choosePerson(form, field, value);
    await input.fill(value);
  }

  /** In front of everything: a question, else a window, else the card that was named, else the page. */
  async #where(label: string): Promise<Locator> {
    const { page } = this.#stage;
    for (const role of ['alertdialog', 'dialog'] as const) {
      const found = page.getByRole(role).last();
      if ((await found.count()) === 0) continue;
      const has = found.getByRole('button', { name: beginning(label) });
      for (let look = 0; look < 30 && (await has.count()) === 0; look += 1) await page.waitForTimeout(100);
      if ((await has.count()) > 0) return found;
      // An answer that took long stands in a window, which its reader closes.
      await this.#close();
    }
    return this.#card === null ? page.locator('body') : this.#stage.card(this.#card);
  }

  async #close(): Promise<void> {
    const { page } = this.#stage;
    await page.locator('.dialog-buttons').getByRole('button').first().click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }

  async #window(): Promise<string | null> {
    const open = this.#stage.page.getByRole('dialog').last();
    return (await open.count()) > 0 ? open.textContent() : null;
  }
}

/** A button of a card says after a colon what it is about. */
function beginning(label: string): RegExp {
  return new RegExp(`^${label.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}(\\s?:|…|$)`);
}
