import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Browser, Locator, Page } from 'playwright-core';
import { readConfig } from '../../src/config.ts';
import { isBusinessDay } from '../../src/domain/calendar/business-days.ts';
import type { Departure } from '../../src/domain/departure.ts';
import { isTaskActive } from '../../src/domain/tasks/task.ts';
import { createHolidayCalendar } from '../../src/flows/holidays.ts';
import { type Relais, startRelais } from '../../src/start.ts';
import { company, fieldStaff, type WorkspacePerson } from '../../src/workspace/company.ts';
import type { Desk } from './desk.ts';
import { ensurePage } from './page-build.ts';
import { slackDesk } from './slack-desk.ts';
import { teamsDesk } from './teams-desk.ts';

const hour = 3_600_000;
const day = 24 * hour;
/** What the buttons of the page's clock move by, the longest first; many hours are too many clicks. */
const strides = [
  [7 * day, /^\+1 (week|semaine)$/],
  [day, /^\+1 (day|jour)$/],
] as const;

/** A person of the invented company, by the first name that everybody goes by. */
type Name =
  | 'Hugo'
  | 'Maya'
  | 'Alex'
  | 'Jonas'
  | 'Priya'
  | 'Sofia'
  | 'Claire'
  | 'Léo'
  | 'Nadia'
  | 'Tom'
  | 'Inès'
  | 'Fatou';

/** Who is on Teams in a story; everybody else is on Slack. */
export type OnTeams = 'all' | readonly Name[];

/**
 * Relais and its local workspace in a folder of their own, and a browser window in which one person after the other
 * acts.
 */
export class Stage {
  readonly relais: Relais;
  readonly page: Page;
  /** What went wrong in the page by itself; a story ends with this empty. */
  readonly pageErrors: string[] = [];
  readonly #folder: string;
  readonly #teams: OnTeams;
  #desk: Desk;

  private constructor({ relais, page, folder, teams }: { relais: Relais; page: Page; folder: string; teams: OnTeams }) {
    this.relais = relais;
    this.page = page;
    this.#folder = folder;
    this.#teams = teams;
    this.#desk = slackDesk(page);
    page.on('pageerror', (error) => this.pageErrors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.pageErrors.push(message.text());
    });
  }

  /** Starts on a working morning: a story that begins on a Sunday would be another one each time. */
  static async open(
    browser: Browser,
    {
      colorScheme = 'light',
      teams = [],
      flowsDir,
    }: { colorScheme?: 'light' | 'dark'; teams?: OnTeams; flowsDir?: string } = {},
  ): Promise<Stage> {
    await ensurePage();
    const folder = mkdtempSync(join(tmpdir(), 'relais-stage-'));
    const config = readConfig({ PORT: '0', RELAIS_DATA_DIR: folder, ...(flowsDir && { RELAIS_FLOWS_DIR: flowsDir }) });
    const level = process.env['RELAIS_STAGE_LOG'] ?? 'silent';
    const relais = await startRelais({ config, env: {}, log: pino({ level }) });
    await relais.workspace?.clock.moveBy(untilWorkingMorning(new Date()));
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      locale: 'en-GB',
      colorScheme,
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(60_000);
    const page = await context.newPage();
    const stage = new Stage({ relais, page, folder, teams });
    await page.goto(relais.url);
    await page.getByRole('heading', { level: 1 }).waitFor();
    if (teams.length === 0) return stage;
    // The first changes over by hand; the others have done so before their story begins.
    await stage.become('Maya');
    for (const { id, name } of company)
      if (stage.#onTeams(firstName(name))) await relais.workspace?.teams.moveTo(id, 'teams');
    return stage;
  }

  async close(): Promise<void> {
    await this.page.context().close();
    await this.relais.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  get now(): Date {
    if (!this.relais.workspace) throw new Error('the stage runs without its workspace');
    return this.relais.workspace.clock.now();
  }

  /** After a failure: a picture of the page and where it is, and everything ended. */
  async report(story: string): Promise<void> {
    const folder = join(tmpdir(), 'relais-e2e');
    mkdirSync(folder, { recursive: true });
    const path = join(folder, `${story}.png`);
    await this.page.screenshot({ path });
    process.stderr.write(`\n${story}: what the page showed is in ${path}; it is ${this.now.toISOString()} there.\n`);
    if (this.pageErrors.length > 0) process.stderr.write(`The page reported:\n${this.pageErrors.join('\n')}\n`);
    await this.close();
  }

  /** Where whoever is on stage does things. */
  get desk(): Desk {
    return this.#desk;
  }

  /**
   * Picks a face on the left, as one does, and stands in the chat with Relais, on the platform that this person is on.
   */
  async become(name: Name): Promise<void> {
    const { id, name: whole } = person(name);
    const rail = this.page.getByRole('navigation', { name: /^(People|Personnes)$/ });
    await rail.getByRole('button', { name: new RegExp(`^${whole}`) }).click();
    await this.page.locator('.me').getByText(whole).waitFor();
    const isOnTeams = this.#onTeams(name);
    await this.page.locator(`.page[data-person="${id}"]`).waitFor();
    if (isOnTeams) await this.page.getByRole('radio', { name: 'Teams' }).check();
    this.#desk = isOnTeams ? teamsDesk(this.page) : slackDesk(this.page);
    await this.#desk.arrive();
  }

  #onTeams(name: Name): boolean {
    return this.#teams === 'all' || this.#teams.includes(name);
  }

  /** The open form, by its title: a modal, or a card. */
  form(title?: string | RegExp): Locator {
    return this.desk.form(title);
  }

  /** The newest card with this title, not one that only mentions it, that says all of this. */
  card(title: string, ...texts: (string | RegExp)[]): Locator {
    const heading = (icon: string) => this.page.getByRole('heading', { name: `${icon}${title}`, exact: true });
    const has = ['✅ ', '⚠️ ', '🛑 '].map(heading).reduce((any, one) => any.or(one), heading(''));
    let found = this.page.getByRole('article').filter({ has });
    for (const hasText of texts) found = found.filter({ hasText });
    return found.last();
  }

  /** Presses a card's button and, when the app asks back, says yes with the button of that name. */
  press(card: Locator, button: string | RegExp, yes?: string): Promise<void> {
    return this.desk.press(card, button, yes);
  }

  /** Sees the short answer to a click. */
  answered(text: string | RegExp): Promise<void> {
    return this.desk.answered(text);
  }

  /** Waits until a submitted form is gone. */
  formClosed(): Promise<void> {
    return this.desk.formClosed();
  }

  /** Whoever is on stage presses Done on everything of the departure that waits for them, and notes what was done. */
  async finishAll(name: Name, leaver: Name): Promise<void> {
    const { email, locale } = person(name);
    const known = await this.relais.store.people.byEmail(email);
    if (!known) throw new Error(`Relais has never heard of ${name}`);
    for (;;) {
      const { tasks } = await this.departureOf(leaver);
      const task = tasks.find((one) => one.assignee === known.id && isTaskActive(one));
      if (!task) return;
      const title = typeof task.title === 'string' ? task.title : task.title[locale];
      await (task.proof === 'signature' ? this.sign(title, name) : this.finish(title, locale));
      await this.until(leaver, (departure) =>
        departure.tasks.some((one) => one.id === task.id && one.status === 'done'),
      );
    }
  }

  async finish(title: string, locale: 'en' | 'fr'): Promise<void> {
    const words = finishing[locale];
    await this.desk.button(this.page, `${words.done}${title}`).last().click();
    const modal = this.form(words.modal);
    const condition = this.desk.option(modal, words.good);
    await modal.getByRole('textbox').fill(words.note);
    // Only now: the form is there.
    await tickAll(modal);
    if ((await condition.count()) > 0) await condition.check();
    await modal.getByRole('button', { name: words.submit }).click();
    await this.formClosed();
  }

  /** Reads the clauses, and types their own name under them. */
  async sign(title: string, name: Name): Promise<void> {
    const { locale, name: fullName } = person(name);
    const words = signing[locale];
    await this.desk.button(this.page, `${words.open}${title}`).last().click();
    const modal = this.form(words.modal);
    await modal.getByLabel(words.name).fill(fullName);
    await tickAll(modal);
    await modal.getByRole('button', { name: words.submit, exact: true }).click();
    await this.formClosed();
  }

  /** Waits until what is stored satisfies; says what is stored when it never does. */
  async until(leaver: Name, satisfied: (departure: Departure) => boolean): Promise<void> {
    for (const deadline = Date.now() + 15_000; Date.now() < deadline; ) {
      if (satisfied(await this.departureOf(leaver))) return;
      await this.page.waitForTimeout(50);
    }
    const { status, tasks } = await this.departureOf(leaver);
    const open = tasks.map((task) => `${task.id}: ${task.status}, ${task.assignee}`).join('; ');
    throw new Error(`the departure of ${leaver} never came to what was awaited: ${status}; ${open}`);
  }

  /** Moves the page's clock until it has passed the instant: by its buttons, the hours at the end in one go. */
  async passTimeUntil(instant: Date | string): Promise<void> {
    const target = new Date(instant).getTime();
    const clock = this.page.getByRole('region', { name: /^(Clock|Horloge)$/ });
    const idle = this.page.locator('section.clock[aria-busy="false"]');
    for (let left = target - this.now.getTime(); left > 0; left = target - this.now.getTime()) {
      const [, name] = strides.find(([stride]) => stride <= left) ?? [];
      if (name) await clock.getByRole('button', { name }).click();
      else await this.#moveBy(Math.ceil(left / hour) * hour);
      await idle.waitFor({ timeout: 60_000 });
    }
  }

  async #moveBy(milliseconds: number): Promise<void> {
    await this.relais.workspace?.controls.moveBy(milliseconds);
    this.relais.workspace?.slack.tell({ type: 'clock' });
  }

  /** Presses "to the next instant" until something shows. */
  async skipUntil(shown: Locator): Promise<void> {
    for (let presses = 0; presses < 8 && !(await shown.first().isVisible()); presses += 1) {
      await this.page.getByRole('button', { name: /^(To the next instant|Au prochain instant)$/ }).click();
      await this.page.locator('section.clock[aria-busy="false"]').waitFor({ timeout: 60_000 });
    }
    await shown.first().waitFor();
  }

  async behave(systemId: string, how: string): Promise<void> {
    await this.page.locator(`[data-system="${systemId}"]`).getByRole('combobox').selectOption(how);
    await this.page.locator(`[data-system="${systemId}"][data-behaviour="${how}"]`).waitFor();
  }

  /** The leaver's only departure, as it is stored. */
  async departureOf(name: Name): Promise<Departure> {
    for await (const one of this.relais.store.departures.search({ leaverEmail: person(name).email })) return one;
    throw new Error(`${name} has no departure`);
  }

  /** Every account the person ever had in the sandbox systems. */
  accountsOf(name: Name) {
    const { email } = person(name);
    const systems = this.relais.workspace?.systems.systems ?? [];
    return systems.flatMap((system) =>
      system
        .accounts()
        .filter((account) => account.email === email)
        .map((account) => ({ system: system.id, live: account.live, opens: system.signIn(account.email) })),
    );
  }

  /** What an auditor would find wrong in the journal: nothing. */
  async auditFindings(): Promise<unknown[]> {
    const found: unknown[] = [];
    let entries = 0;
    for await (const chain of this.relais.store.audit.verify()) {
      entries += chain.entries;
      found.push(...chain.findings);
    }
    if (entries === 0) throw new Error('the journal is empty, so nothing was proved');
    return found;
  }
}

const signing = {
  en: { open: 'Read and sign: ', modal: 'Read and sign', name: 'Your full name, as your signature', submit: 'Sign' },
  fr: { open: 'Lire et signer : ', modal: 'Lire et signer', name: 'Votre nom complet', submit: 'Signer' },
} as const;

/** What a checklist asks for is done. */
async function tickAll(form: Locator): Promise<void> {
  for (const box of await form.getByRole('checkbox').all()) await box.check();
}

const finishing = {
  en: {
    done: 'Done: ',
    modal: 'Done',
    good: 'Good',
    note: 'Done, it is filed.',
    submit: 'Mark as done',
  },
  fr: {
    done: 'Fait : ',
    modal: 'C’est fait',
    good: 'Bon',
    note: 'Fait, et classé.',
    submit: 'Marquer comme fait',
  },
} as const;

function firstName(whole: string): Name {
  return whole.split(' ')[0] as Name;
}

function person(name: Name): WorkspacePerson {
  const found = [...company, ...fieldStaff].find((one) => one.name.startsWith(`${name} `));
  if (!found) throw new RangeError(`nobody is called ${name}`);
  return found;
}

/** From now to nine o’clock UTC of the next day that is worked everywhere in the company. */
function untilWorkingMorning(from: Date): number {
  const calendar = createHolidayCalendar();
  const at = new Date(from);
  at.setUTCHours(9, 0, 0, 0);
  while (
    at <= from ||
    !['FR', 'GB'].every((country) => isBusinessDay(at.toISOString().slice(0, 10), country, calendar))
  )
    at.setUTCDate(at.getUTCDate() + 1);
  return at.getTime() - from.getTime();
}
