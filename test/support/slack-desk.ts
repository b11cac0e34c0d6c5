import type { Page } from 'playwright-core';
import type { Desk } from './desk.ts';

/** Slack: modals, ephemeral messages, threads and the Home tab. */
export function slackDesk(page: Page): Desk {
  const composer = page.getByRole('combobox', { name: /^(Message to|Message à) Relais$/ });
  const closeForm = async () => {
    await page.locator('.dialog-buttons').getByRole('button').first().click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  };

  return {
    arrive: () => page.getByRole('tab', { name: 'Messages' }).click(),
    offboard: async () => {
      await composer.fill('/offboard');
      await composer.press('Enter');
    },
    ask: async (word) => {
      await composer.fill(`/offboard ${word}`);
      await composer.press('Enter');
    },
    form: (title) => page.getByRole('dialog', title === undefined ? {} : { name: title }),
    choosePerson: async (form, label, name) => {
      await form.getByRole('combobox', { name: label }).fill(name);
      await form.getByRole('option', { name: new RegExp(name) }).click();
    },
    choose: (form, question, option) =>
      form.getByRole('group', { name: question }).getByRole('radio', { name: option }).check(),
    option: (form, text) => form.getByRole('radio', { name: new RegExp(`^${text}`) }),
    // Slack tells Relais of a choice by itself.
    changed: async () => undefined,
    press: async (card, button, yes) => {
      await card.getByRole('button', { name: button }).click();
      if (yes === undefined) return;
      await page.getByRole('alertdialog').getByRole('button', { name: yes, exact: true }).click();
    },
    button: (where, name) => where.getByRole('button', { name, exact: true }),
    // Beside the cards, or in a window of its own when it took Relais longer.
    answered: async (text) => {
      const dialog = page.getByRole('dialog').filter({ hasText: text });
      const whisper = page.locator('[data-ephemeral]').filter({ hasText: text });
      await dialog.or(whisper).first().waitFor();
      if ((await dialog.count()) > 0) await closeForm();
    },
    // Where Relais took so long that Slack can no longer close it, one closes it oneself.
    formClosed: async () => {
      const dialog = page.getByRole('dialog');
      const done = dialog.getByText(/^(✅ )?(Done\. You can close|C’est fait\. Vous pouvez)/);
      const gone = dialog.waitFor({ state: 'detached' }).then(() => 'gone' as const);
      const slow = done.waitFor().then(() => 'slow' as const);
      const first = await Promise.any([gone, slow]);
      await Promise.allSettled([first === 'slow' ? closeForm() : null]);
    },
    reminded: (text) => page.getByRole('article').filter({ hasText: text }).first().waitFor(),
    untouched: () =>
      page.getByText(/(This is the beginning of your conversation with|Votre conversation avec) Relais/).waitFor(),
    home: async () => {
      await page.getByRole('tab', { name: /^(Home|Accueil)$/ }).click();
      return page.getByRole('tabpanel');
    },
  };
}
