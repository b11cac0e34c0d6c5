import type { Locator, Page } from 'playwright-core';

/** How a person does on their chat platform what a story tells, in the page. */
export interface Desk {
  /** Just came to the screen: stands in the chat with Relais. */
  arrive(): Promise<void>;
  /** Starts a departure without naming anybody. */
  offboard(): Promise<void>;
  /** Asks for something else by its word. */
  ask(word: string): Promise<void>;
  /** The form that is open, by its title; without, whichever it is. */
  form(title?: string | RegExp): Locator;
  /** Chooses a person in one of the form's fields. */
  choosePerson(form: Locator, label: string, name: string): Promise<void>;
  /** Answers a question whose options stand as buttons. */
  choose(form: Locator, question: string | RegExp, option: string): Promise<void>;
  /** One of the options that stand as buttons, by how it begins. */
  option(form: Locator, text: string): Locator;
  /** What a choice changed in the form shows. */
  changed(form: Locator): Promise<void>;
  /** Presses a card's button and, when it asks back, says yes with the button of that name. */
  press(card: Locator, button: string | RegExp, yes?: string): Promise<void>;
  /** A button by everything that is said of it: `Accept: Billing service`. */
  button(where: Locator | Page, name: string | RegExp): Locator;
  /** Sees the short answer to a click. */
  answered(text: string | RegExp): Promise<void>;
  /** Waits until a submitted form is gone. */
  formClosed(): Promise<void>;
  /** Sees the reminder of the day. */
  reminded(text: string | RegExp): Promise<void>;
  /** Relais has never written anything about a departure here. */
  untouched(): Promise<void>;
  /** My tasks and my departures. */
  home(): Promise<Locator>;
}
