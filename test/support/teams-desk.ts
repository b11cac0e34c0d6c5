import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Desk } from './desk.ts';

/**
 * Teams: every form is a card, what is asked back opens below its button, and answers show below the card or as a card.
 */
export function teamsDesk(page: Page): Desk {
  const composer = page.getByRole('combobox', { name: /^(Message to|Message à) Relais$/ });
  const articles = page.getByRole('article');
  let opened: Locator | null = null;

  const say = async (text: string) => {
    await composer.fill(text);
    await composer.press('Enter');
  };
  /**
   * A card is drawn by Microsoft's renderer, which gives a button its label as a name and everything else as its title.
   */
  const button: Desk['button'] = (where, name) => where.getByTitle(typeof name === 'string' ? exactly(name) : name);

  return {
    arrive: async () => {
      await page.locator('.platform-switch[aria-busy="false"]').waitFor();
      await page.locator('.page[data-platform="teams"]').waitFor();
      await composer.waitFor();
    },
    offboard: () => say('offboard'),
    ask: say,
    form: (title) => {
      if (title === undefined) return articles.filter({ has: page.locator('.teams-card') }).last();
      const heading = page.getByRole('heading', { name: title, exact: true });
      opened = heading;
      return articles.filter({ has: heading }).last();
    },
    choosePerson: (form, label, name) => form.getByLabel(label).fill(name),
    choose: (form, question, option) =>
      form.getByRole('radiogroup', { name: question }).getByRole('radio', { name: option }).check(),
    // The renderer says the question before each of its answers.
    option: (form, text) => form.getByRole('radio', { name: new RegExp(`(^| )${text}`) }),
    changed: (form) => form.getByRole('button', { name: /^(Update this page|Actualiser)/ }).click(),
    press: async (card, name, yes) => {
      await button(card, name).first().click();
      if (yes !== undefined) await card.getByRole('button', { name: yes, exact: true }).last().click();
    },
    button,
    answered: async (text) => {
      const below = page.locator('.teams-says').filter({ hasText: text });
      await below
        .or(articles.filter({ hasText: text }))
        .first()
        .waitFor();
    },
    formClosed: async () => {
      await opened?.waitFor({ state: 'detached' });
      await page.locator('.teams-card[aria-busy="true"]').waitFor({ state: 'detached' });
    },
    // A chat has no threads: what belongs to a card follows it.
    reminded: (text) => articles.filter({ hasText: text }).first().waitFor(),
    untouched: async () => {
      await articles.filter({ hasText: /Welcome to Relais|Bienvenue/ }).waitFor();
      expect(await articles.count()).toBe(1);
    },
    home: async () => {
      await say('home');
      const card = articles.filter({ has: page.locator('.teams-card') }).last();
      await articles
        .filter({ has: page.locator('.teams-text') })
        .last()
        .waitFor();
      return card;
    },
  };
}

/** French puts spaces that do not break before its colons. */
function exactly(text: string): RegExp {
  return new RegExp(`^${text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(/\s/g, '\\s')}$`);
}
