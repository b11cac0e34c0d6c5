import { randomUUID } from 'node:crypto';
import { Router } from 'express';
import { z } from 'zod';
import { Refusal } from '../answer.ts';
import { queryText } from '../paging.ts';
import type { Core } from '../sandbox-core.ts';
import { mailboxOf, userOf } from './directory.ts';
import { selected, sendPage } from './odata.ts';
import type { EntraMailbox, EntraState } from './state.ts';
import { parsed } from './users-routes.ts';
import { badRequest, graphError, notFound } from './words.ts';

const instant = z.strictObject({ dateTime: z.string(), timeZone: z.literal('UTC') });
const settingsBody = z.strictObject({
  automaticRepliesSetting: z.strictObject({
    status: z.enum(['disabled', 'scheduled']),
    externalAudience: z.enum(['none', 'contactsOnly', 'all']),
    scheduledStartDateTime: instant,
    scheduledEndDateTime: instant,
    internalReplyMessage: z.string(),
    externalReplyMessage: z.string(),
  }),
});
const ruleBodyShape = z.strictObject({
  displayName: z.string(),
  sequence: z.int(),
  isEnabled: z.boolean(),
  actions: z.strictObject({
    forwardTo: z.array(z.strictObject({ emailAddress: z.strictObject({ name: z.string(), address: z.string() }) })),
  }),
});

/**
 * Mailboxes and calendars, as Outlook answers under Graph:
 * https://learn.microsoft.com/graph/api/resources/mail-api-overview
 */
export function mailRoutes(core: Core<EntraState>, { now, pageSize }: { now(): Date; pageSize: number }): Router {
  const router = Router();

  router.get('/users/:id/mailboxSettings', (request, response) => {
    const mailbox = existing(core.state(), request.params.id);
    const body = settingsOf(mailbox);
    response.json(selected(request, body, Object.keys(body)));
  });
  router.patch('/users/:id/mailboxSettings', (request, response) => {
    const { automaticRepliesSetting: wanted } = parsed(settingsBody, request.body);
    const mailbox = core.write('mailbox settings', (state) => {
      const changed = existing(state, request.params.id);
      changed.reply = {
        status: wanted.status,
        message: wanted.internalReplyMessage,
        end: `${wanted.scheduledEndDateTime.dateTime}.000Z`,
      };
      return changed;
    });
    response.json(settingsOf(mailbox));
  });

  router.get('/users/:id/mailFolders/inbox/messageRules', (request, response) => {
    const { rules } = existing(core.state(), request.params.id);
    sendPage({ request, response }, rules.map(ruleBody), pageSize);
  });
  router.post('/users/:id/mailFolders/inbox/messageRules', (request, response) => {
    const { displayName, isEnabled, actions } = parsed(ruleBodyShape, request.body);
    const forwardTo = actions.forwardTo.map(({ emailAddress }) => emailAddress.address);
    const rule = { id: randomUUID(), displayName, isEnabled, forwardTo };
    core.write('inbox rules', (state) => void existing(state, request.params.id).rules.push(rule));
    response.status(201).json(ruleBody(rule));
  });
  router.delete('/users/:id/mailFolders/inbox/messageRules/:rule', (request, response) => {
    const { id, rule } = request.params;
    core.write('inbox rules', (state) => {
      const mailbox = existing(state, id);
      mailbox.rules = without(mailbox.rules, rule);
    });
    response.status(204).end();
  });

  router.get('/users/:id/calendar/calendarPermissions', (request, response) => {
    const { sharing } = existing(core.state(), request.params.id);
    sendPage({ request, response }, sharing.map(sharingBody), pageSize);
  });
  router.delete('/users/:id/calendar/calendarPermissions/:permission', (request, response) => {
    const { id, permission } = request.params;
    core.write('calendar permissions', (state) => {
      const mailbox = existing(state, id);
      if (mailbox.sharing.some((each) => each.id === permission && !each.isRemovable))
        throw badRequest('This permission cannot be removed.');
      mailbox.sharing = without(mailbox.sharing, permission);
    });
    response.status(204).end();
  });

  router.get('/users/:id/calendarView', (request, response) => {
    const [from = '', to = ''] = ['startDateTime', 'endDateTime'].map((name) => queryText(request, name) ?? '');
    if (Number.isNaN(Date.parse(from)) || Number.isNaN(Date.parse(to)))
      throw badRequest('This request requires a time window specified by startDateTime and endDateTime.');
    const { events } = existing(core.state(), request.params.id);
    const within = events.filter(({ start }) => start >= from && start < to).map((each) => eventBody(each));
    const unasked = Object.keys(within[0] ?? {});
    sendPage(
      { request, response },
      within.map((event) => selected(request, event, unasked)),
      pageSize,
    );
  });
  router.post('/users/:id/events/:event/cancel', (request, response) => {
    parsed(z.strictObject({ Comment: z.string() }), request.body);
    const { id, event } = request.params;
    core.write('cancel meetings', (state) => {
      const mailbox = existing(state, id);
      const those = mailbox.events.filter((each) => each.id === event || each.seriesMasterId === event);
      if (those.length === 0) throw itemNotFound();
      if (those.some(({ isOrganizer }) => !isOrganizer))
        throw badRequest('Your request can’t be completed. You need to be an organizer to cancel a meeting.');
      mailbox.events = mailbox.events.filter((each) => !those.includes(each));
    });
    response.status(202).end();
  });

  function settingsOf({ purpose, reply }: EntraMailbox) {
    // Exchange keeps what it was given as HTML of its own.
    const message =
      reply.message === '' ? '' : `<html>\r\n<body>\r\n${rewritten(reply.message)}\r\n</body>\r\n</html>\r\n`;
    const at = (iso: string) => ({ dateTime: `${iso.slice(0, 19)}.0000000`, timeZone: 'UTC' });
    return {
      userPurpose: purpose,
      timeZone: 'UTC',
      automaticRepliesSetting: {
        status: reply.status,
        externalAudience: 'all',
        scheduledStartDateTime: at(now().toISOString()),
        scheduledEndDateTime: at(reply.end),
        internalReplyMessage: message,
        externalReplyMessage: message,
      },
    };
  }

  return router;
}

function existing(state: EntraState, id: string): EntraMailbox {
  const mailbox = mailboxOf(userOf(state, id), state);
  if (mailbox) return mailbox;
  const message = 'The mailbox is either inactive, soft-deleted, or is hosted on-premise.';
  throw new Refusal(graphError(404, 'MailboxNotEnabledForRESTAPI', message));
}

function itemNotFound(): Refusal {
  return new Refusal(graphError(404, 'ErrorItemNotFound', 'The specified object was not found in the store.'));
}

function without<Item extends { id: string }>(all: readonly Item[], id: string): Item[] {
  if (!all.some((each) => each.id === id)) throw notFound(id);
  return all.filter((each) => each.id !== id);
}

function rewritten(text: string): string {
  return text.replaceAll('’', '&#8217;');
}

function ruleBody({ id, displayName, isEnabled, forwardTo }: EntraMailbox['rules'][number]) {
  const actions =
    forwardTo.length === 0
      ? { markAsRead: true, stopProcessingRules: true }
      : {
          forwardTo: forwardTo.map((address) => ({ emailAddress: { name: address, address } })),
          stopProcessingRules: false,
        };
  return { id, displayName, sequence: 1, isEnabled, hasError: false, isReadOnly: false, actions };
}

function sharingBody({ id, name, address, role, isRemovable }: EntraMailbox['sharing'][number]) {
  const emailAddress = address === null ? { name } : { name, address };
  return {
    id,
    role,
    allowedRoles: ['freeBusyRead', 'read', 'write'],
    isRemovable,
    isInsideOrganization: true,
    emailAddress,
  };
}

function eventBody({ id, seriesMasterId, subject, start, isOrganizer, attendees }: EntraMailbox['events'][number]) {
  const at = (iso: string) => ({ dateTime: `${iso.slice(0, 19)}.0000000`, timeZone: 'UTC' });
  return {
    id,
    subject,
    seriesMasterId,
    type: seriesMasterId === null ? 'singleInstance' : 'occurrence',
    isOrganizer,
    isCancelled: false,
    start: at(start),
    end: at(new Date(Date.parse(start) + 3_600_000).toISOString()),
    attendees: attendees.map((address) => ({ type: 'required', emailAddress: { name: address, address } })),
  };
}
