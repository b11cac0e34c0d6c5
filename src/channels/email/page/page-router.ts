import { isDeepStrictEqual } from 'node:util';
import { Router as createRouter, type Request, type Response, type Router, urlencoded } from 'express';
import type { Logger } from 'pino';
import type { Locale, Person } from '../../../domain/people/people.ts';
import type { Conversation, Reply, Speaker } from '../../../engine/conversation/conversation.ts';
import type { Directory } from '../../../engine/ports/directory.ts';
import { StoreError } from '../../../engine/ports/store.ts';
import type { CardView } from '../../../views/card-view.ts';
import { type FormValues, type FormView, flatParts } from '../../../views/form-view.ts';
import { mailWords } from '../../../views/words/mail-words.ts';
import { digestOf, type Links, type PageLink } from '../links.ts';
import { plainText } from '../plain-text.ts';
import { formWithin, isWithin, type Scope, scopeOf } from '../scope.ts';
import type { SentMail, SentMails } from '../sent-mails.ts';
import { behindLink, localeOf, sendPage } from './behind-link.ts';
import { buttonsOfCard, buttonsOfForm, pressedBy, readPressed, signButtons } from './buttons.ts';
import {
  drawCardPage,
  drawConfirmPage,
  drawFormPage,
  drawMessagePage,
  type PageDrawing,
  type Said,
} from './draw-page.tsx';
import { nameOfField, type Posted, readForm } from './read-form.ts';

/** Where the pages are, on the one server. */
export const pagesPath = '/p';

/** The longest form, signed, with everything that may be typed into it. */
const largestBody = '300kb';
/** A person presses something now and then; a scanner opens a link some times. */
const perMinute = 60;

export interface PagesOptions {
  conversation: () => Conversation;
  directory: () => Directory;
  links: () => Promise<Links>;
  sent: SentMails;
  /** Where the person is written to about this card by now; null for nowhere. */
  addressOf(person: Person, key: string): Promise<string | null>;
  /** Sends the card once more to the address that it was sent to, with a new link. */
  sendAgain(card: { key: string; view: CardView; reader: Person; address: string }): Promise<void>;
  /** Once in a while for each card; tells whether it may be done now. */
  mayRenew(key: string): Promise<boolean>;
  /** It was not sent after all: whoever asks next may have it. */
  notRenewed(key: string): Promise<void>;
  log: Logger;
  defaultLocale: Locale;
}

/** Somebody who came by a link that counts. */
interface Visit {
  token: string;
  links: Links;
  link: PageLink;
  mail: SentMail;
  /** It came to an address of the leaver's own. */
  isOwn: boolean;
  speaker: Speaker;
  /** What it is about. */
  scope: Scope;
}

/**
 * The pages behind the links in mails. Whoever opens one changes nothing, so that whatever follows links does no harm;
 * only a posted button does, and its value is signed for this one page.
 */
export function createPages(options: PagesOptions): Router {
  const { conversation, log, defaultLocale } = options;
  const router = createRouter();

  const strangers = (locale: Locale) => mailWords({ locale, timeZone: 'UTC' });

  /** The address of a page is a secret: nothing of a failure goes on to whoever writes addresses down. */
  const guarded =
    (handle: (request: Request<{ token: string }>, response: Response) => Promise<void>) =>
    async (request: Request<{ token: string }>, response: Response): Promise<void> => {
      try {
        await handle(request, response);
      } catch (error) {
        const locale = localeOf(request, defaultLocale);
        failed(response, error, { token: request.params.token, locale, text: strangers(locale).trouble });
      }
    };

  const failed = (
    response: Response,
    error: unknown,
    { token, locale, text }: { token: string; locale: Locale; text: string },
  ): void => {
    const away = error instanceof StoreError && error.kind === 'unavailable';
    log.error({ event: 'page.failed', page: digestOf(token), err: error }, 'A page failed');
    sendPage(response, away ? 503 : 500, drawMessagePage(locale, { title: 'Relais', text }));
  };

  const over = (response: Response, locale: Locale, renewable: boolean): void => {
    const { title, text, renew } = strangers(locale).over;
    sendPage(response, 410, drawMessagePage(locale, { title, text, ...(renewable && { renew }) }));
  };

  const visit = async (token: string): Promise<Visit | 'unknown' | { over: PageLink; mail: SentMail | null }> => {
    const links = await options.links();
    const read = await links.read(token);
    if (read === null) return 'unknown';
    const { link, expired } = read;
    const mail = await options.sent.of(link.key);
    const isNewest = mail?.person === link.person && mail.generation === link.generation && mail.state !== 'withdrawn';
    const person = await options.directory().byId(link.person);
    const address = person && (await options.addressOf(person, link.key));
    if (expired || !isNewest || !person || address === null || mail.to !== digestOf(address))
      return { over: link, mail };
    const speaker = { person, channel: 'email' } as const;
    return { token, links, link, mail, isOwn: address !== person.email, speaker, scope: scopeOf(link.key) };
  };

  const entered = async (request: Request<{ token: string }>, response: Response): Promise<Visit | null> => {
    const found = await visit(request.params.token);
    if (found === 'unknown') {
      const locale = localeOf(request, defaultLocale);
      sendPage(response, 404, drawMessagePage(locale, strangers(locale).invalid));
      return null;
    }
    if ('over' in found) {
      const locale = (await options.directory().byId(found.over.person))?.locale ?? localeOf(request, defaultLocale);
      over(response, locale, found.mail !== null && found.mail.state !== 'withdrawn');
      return null;
    }
    return found;
  };

  /** What the card says by now; a message where it is not theirs any more. */
  const showCard = async (response: Response, here: Visit, said: Said): Promise<void> => {
    const { person } = here.speaker;
    const view = await conversation().standing(here.link.key, here.speaker);
    if (view !== null) return show(response, here, { type: 'card', card: view }, said);
    if (said === null) return over(response, person.locale, false);
    const nothing: CardView = {
      ...{ kind: 'notice', title: 'Relais', subtitle: null, tone: 'neutral', blocks: [], fallback: '' },
    };
    await show(response, here, { type: 'card', card: nothing }, said);
  };

  const show = async (
    response: Response,
    here: Visit,
    what: { type: 'card'; card: CardView } | ({ type: 'form'; form: FormView } & Filled),
    notice: Said,
  ): Promise<void> => {
    const { links, token, speaker } = here;
    const said = notice && { ...notice, actions: notice.actions.filter(({ act }) => isWithin(here.scope, act)) };
    const onNotice = (said?.actions ?? []).map(pressedBy);
    const own = what.type === 'card' ? buttonsOfCard(what.card) : buttonsOfForm(what.form);
    const drawing: PageDrawing = {
      locale: speaker.person.locale,
      words: mailWords(speaker.person),
      valueFor: await signButtons(links, token, [...own, ...onNotice]),
    };
    if (what.type === 'card') return sendPage(response, 200, drawCardPage(what.card, said, drawing));
    const { form, typed, errors } = what;
    const carried = await links.carry(token, form);
    const addresses = await addressesIn(form);
    const status = Object.keys(errors).length > 0 ? 422 : 200;
    sendPage(response, status, drawFormPage(form, { carried, values: typed, errors, addresses, said }, drawing));
  };

  const addressesIn = async (form: FormView): Promise<ReadonlyMap<string, string>> => {
    const found = new Map<string, string>();
    for (const part of flatParts(form.parts)) {
      if (part.type !== 'field' || part.field.type !== 'person' || part.field.initial === null) continue;
      const person = await options.directory().byId(part.field.initial);
      if (person) found.set(person.id, person.email);
    }
    return found;
  };

  const pressed = async (response: Response, here: Visit, body: Posted): Promise<void> => {
    const { links, token, speaker } = here;
    const { person } = speaker;
    const words = mailWords(person);
    const button = await readPressed(links, token, body.do);
    if (button === null || !isWithin(here.scope, button.act))
      return showCard(response, here, { tone: 'refused', text: words.stale, actions: [] });
    if (button.confirm !== null && body.yes !== '1')
      return askFirst(response, here, { ...button, confirm: button.confirm }, body);
    // Signed by Relais for this page, so it is what was drawn.
    const form = (await links.carried(token, String(body.form ?? ''))) as FormView | null;
    // Without the form that it submits nobody knows what has to be filled in.
    if (button.submits && !isDeepStrictEqual(form?.submit?.act, button.act))
      return showCard(response, here, { tone: 'refused', text: words.stale, actions: [] });
    const read = form && (await readForm(form, body, { directory: options.directory(), words }));
    if (form && read && button.submits && Object.keys(read.errors).length > 0)
      return show(response, here, { type: 'form', form, typed: read.typed, errors: read.errors }, null);
    const reply = await conversation().act({ ref: button.act, values: read?.values ?? null, words: [] }, speaker);
    log.info(
      { event: 'page.act', act: button.act.name, departure: button.act.departureId },
      'Something was pressed on a page',
    );
    try {
      await answer(response, here, reply, form && read ? { form, typed: read.typed } : null);
    } catch (error) {
      // The act is over by now; only the page that tells of it is missing.
      failed(response, error, { token, locale: person.locale, text: words.unshown });
    }
  };

  const askFirst = async (
    response: Response,
    { links, token, speaker }: Visit,
    button: Parameters<typeof drawConfirmPage>[0],
    body: Posted,
  ): Promise<void> => {
    const valueFor = await signButtons(links, token, [button]);
    const again = Object.entries(body).flatMap(([name, value]) =>
      name === 'form' || name.startsWith(nameOfField(''))
        ? [value ?? []].flat().map((one) => [name, one] as const)
        : [],
    );
    const { locale } = speaker.person;
    sendPage(response, 200, drawConfirmPage(button, again, { locale, words: mailWords(speaker.person), valueFor }));
  };

  const answer = async (
    response: Response,
    here: Visit,
    reply: Reply,
    filled: { form: FormView; typed: FormValues } | null,
  ): Promise<void> => {
    switch (reply.type) {
      case 'form': {
        const form = formWithin(here.scope, reply.form);
        return show(response, here, { type: 'form', form, typed: {}, errors: {} }, null);
      }
      case 'card':
        return show(response, here, reply, null);
      case 'errors': {
        if (filled) return show(response, here, { type: 'form', ...filled, errors: reply.errors }, null);
        const text = Object.values(reply.errors).join('\n');
        return showCard(response, here, { tone: 'refused', text, actions: [] });
      }
      case 'notice':
        // A refusal leaves the form as it is, with what was typed.
        if (filled && reply.notice.tone === 'refused')
          return show(response, here, { type: 'form', ...filled, errors: {} }, reply.notice);
        return showCard(response, here, reply.notice);
      case 'done': {
        const { done } = mailWords(here.speaker.person);
        return showCard(response, here, reply.notice ?? { tone: 'neutral', text: done, actions: [] });
      }
    }
  };

  /** What a mail program asks for its reader (RFC 8058): nothing more comes to an address of their own. */
  const unsubscribed = async (response: Response, here: Visit): Promise<void> => {
    const { speaker, scope } = here;
    const only = scope.type === 'departure' ? scope.id : null;
    const ref = { name: 'contact.deny', departureId: only, target: null, seen: null };
    const reply = here.isOwn ? await conversation().act({ ref, values: null, words: [] }, speaker) : null;
    const text = reply?.type === 'notice' ? plainText(reply.notice.text) : mailWords(speaker.person).stale;
    sendPage(response, 200, drawMessagePage(speaker.person.locale, { title: 'Relais', text }));
  };

  /** The same answer whatever there is: it tells nobody whether a card is still somebody's. */
  const renewed = async (request: Request<{ token: string }>, response: Response): Promise<void> => {
    const locale = localeOf(request, defaultLocale);
    const found = await visit(request.params.token);
    if (found !== 'unknown') {
      const [link, mail] = 'over' in found ? [found.over, found.mail] : [found.link, found.mail];
      await sendAnother(link, mail);
    }
    sendPage(response, 200, drawMessagePage(locale, strangers(locale).sent));
  };

  const sendAnother = async (link: PageLink, mail: SentMail | null): Promise<void> => {
    const reader = await options.directory().byId(link.person);
    if (!mail || !reader || mail.person !== link.person || mail.state === 'withdrawn') return;
    const address = await options.addressOf(reader, link.key);
    if (address === null || mail.to !== digestOf(address)) return;
    const view = await conversation().standing(link.key, { person: reader, channel: 'email' });
    if (view === null || !(await options.mayRenew(link.key))) return;
    try {
      await options.sendAgain({ key: link.key, view, reader, address });
    } catch (error) {
      await options.notRenewed(link.key);
      throw error;
    }
  };

  router.use(`${pagesPath}/:token`, ...behindLink(perMinute, { defaultLocale, words: strangers }));
  router.get(
    `${pagesPath}/:token`,
    guarded(async (request, response) => {
      const here = await entered(request, response);
      if (here) await showCard(response, here, null);
    }),
  );
  router.post(
    `${pagesPath}/:token`,
    (request, response, next) => {
      urlencoded({ extended: false, limit: largestBody, parameterLimit: 1000 })(
        request,
        response,
        (error?: unknown) => {
          if (error === undefined || error === null) return next();
          const locale = localeOf(request, defaultLocale);
          sendPage(response, 400, drawMessagePage(locale, { title: 'Relais', text: strangers(locale).trouble }));
        },
      );
    },
    guarded(async (request, response) => {
      const body: Posted = request.body ?? {};
      if (body.renew !== undefined) return renewed(request, response);
      const here = await entered(request, response);
      if (here && body['List-Unsubscribe'] !== undefined) return unsubscribed(response, here);
      if (here) await pressed(response, here, body);
    }),
  );
  return router;
}

interface Filled {
  typed: FormValues;
  errors: Readonly<Record<string, string>>;
}
