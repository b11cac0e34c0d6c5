import type { Locator, Page } from 'playwright-core';
import { settled } from './settled.ts';

/** More stops than any screen has. */
const mostStops = 250;

/** A person without a mouse: every step is a key, and what has focus can be seen. */
export class Keyboard {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** One key; afterwards something has focus, and not the page as a whole. */
  async press(key: string): Promise<void> {
    await this.#page.keyboard.press(key);
    await this.expectFocus(`after ${key}`);
  }

  async type(text: string): Promise<void> {
    await this.#page.keyboard.type(text);
  }

  /** Tabs until this has focus, and makes sure that one sees it: on screen, uncovered, with a ring around it. */
  async to(target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    await target.waitFor();
    for (let stops = 0; stops < mostStops; stops += 1) {
      if (await hasFocus(target)) return this.#expectVisible(target);
      await this.#page.keyboard.press(key);
    }
    throw new Error(`the keyboard never came to ${target}`);
  }

  /** Goes to a button and presses it. */
  async use(target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    await this.to(target, key);
    await this.press('Enter');
  }

  /** Writes into a field. */
  async fill(field: Locator, text: string): Promise<void> {
    await this.to(field);
    await this.type(text);
  }

  /** Writes a name into a field that offers people, and takes the one that is offered. */
  async choose(field: Locator, name: string): Promise<void> {
    await this.fill(field, name);
    await this.#page
      .getByRole('dialog')
      .getByRole('option', { name: new RegExp(name) })
      .waitFor();
    await this.press('Enter');
  }

  /** Goes to a group of radio buttons, and down to this one. */
  async pick(radio: Locator): Promise<void> {
    const group = radio.locator('xpath=ancestor::fieldset').getByRole('radio');
    const checked = group.and(this.#page.locator(':checked'));
    await this.to((await checked.count()) > 0 ? checked : group.first());
    await this.press('Space');
    const options = await group.count();
    for (let moves = 0; moves < options && !(await radio.isChecked()); moves += 1) await this.press('ArrowDown');
    if (!(await radio.isChecked())) throw new Error(`the arrows never came to ${radio}`);
  }

  /** Something has focus, soon: an update may move it. */
  async expectFocus(when: string): Promise<void> {
    for (const deadline = Date.now() + 2_000; await this.#page.evaluate(nothing); ) {
      if (Date.now() > deadline) throw new Error(`focus was lost ${when}`);
      await this.#page.waitForTimeout(20);
    }
  }

  /**
   * However often one tabs, focus stays inside; only the browser's own bar lies between the last stop and the first.
   */
  async expectTrapped(dialog: Locator): Promise<void> {
    const seen = new Set<string>();
    for (const key of ['Tab', 'Shift+Tab']) {
      for (let presses = 0; presses < 8; presses += 1) {
        await this.#page.keyboard.press(key);
        if (!(await holdsFocus(dialog)) && !(await this.#page.evaluate(nothing)))
          throw new Error(`focus left ${dialog}`);
        seen.add(String(await this.#page.evaluate('document.activeElement.textContent')));
      }
    }
    if (seen.size < 2) throw new Error(`focus never moved in ${dialog}`);
  }

  /** What has focus is on screen, uncovered, with a ring around it. */
  async #expectVisible(target: Locator): Promise<void> {
    await settled(this.#page);
    const problem = await this.#page.evaluate(hiddenFocus);
    if (problem !== null) throw new Error(`focus on ${target} cannot be seen: ${problem}`);
  }
}

/** In the page: nothing has focus. */
const nothing = 'document.activeElement === null || document.activeElement === document.body';

export async function hasFocus(target: Locator): Promise<boolean> {
  return (await target.and(target.page().locator(':focus')).count()) > 0;
}

/** It, or something within. */
export async function holdsFocus(target: Locator): Promise<boolean> {
  return (await hasFocus(target)) || (await target.locator(':focus').count()) > 0;
}

/**
 * In the page: why one does not see what has focus, or null. A field may draw the ring around itself and what belongs
 * to it.
 */
const hiddenFocus = `(() => {
  const element = document.activeElement;
  const { left, top, width, height } = element.getBoundingClientRect();
  const [x, y] = [left + width / 2, top + Math.min(height, 40) / 2];
  if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return 'it is hidden';
  if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) return 'it is not on screen';
  const there = document.elementFromPoint(x, y);
  if (!element.contains(there)) return 'over it lies ' + there?.outerHTML.slice(0, 100);
  const ringed = [element, element.closest('.combobox, .composer-frame')].some((one) => {
    const style = one && getComputedStyle(one);
    return style && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  });
  return ringed ? null : 'nothing marks it';
})()`;
