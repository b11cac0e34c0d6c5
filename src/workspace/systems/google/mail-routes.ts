import { Router } from 'express';
import { z } from 'zod';
import type { Core } from '../sandbox-core.ts';
import type { googleAccess } from './access.ts';
import type { GoogleState, GoogleUser } from './state.ts';
import { userOf, without } from './users-routes.ts';
import { refuse } from './words.ts';

const forwardingShape = z.strictObject({
  enabled: z.boolean(),
  emailAddress: z.string().optional(),
  disposition: z.string().optional(),
});

/** The settings of a mailbox, under `/gmail/v1/users/<address>/settings`. */
export function mailRoutes(core: Core<GoogleState>, access: ReturnType<typeof googleAccess>): Router {
  const router = Router();
  const below = '/users/:user/settings';
  const reads = access.owner('gmail.settings.basic');
  const shares = access.owner('gmail.settings.sharing');
  const mailboxOf = (state: GoogleState, address: string): NonNullable<GoogleUser['mailbox']> => {
    const { mailbox } = userOf(state, address);
    if (mailbox === null) throw refuse(400, 'failedPrecondition', 'Mail service not enabled');
    return mailbox;
  };
  const told = (name: string, items: readonly object[]) => (items.length === 0 ? {} : { [name]: items });

  router.get(`${below}/sendAs`, reads, (request, response) => {
    const address = String(request.params['user']);
    const { primaryEmail, fullName } = userOf(core.state(), address);
    const own = { sendAsEmail: primaryEmail, displayName: fullName, isPrimary: true, isDefault: true };
    const others = mailboxOf(core.state(), address).sendAs.map(({ email, name }) => ({
      sendAsEmail: email,
      displayName: name,
      isDefault: false,
      treatAsAlias: true,
      verificationStatus: 'accepted',
    }));
    response.json(told('sendAs', [own, ...others]));
  });
  router.delete(`${below}/sendAs/:email`, shares, (request, response) => {
    core.write('send as', (state) => {
      const mailbox = mailboxOf(state, String(request.params['user']));
      mailbox.sendAs = without(mailbox.sendAs, ({ email }) => email === request.params['email']);
    });
    response.status(204).end();
  });
  router.get(`${below}/delegates`, reads, (request, response) => {
    const { delegates } = mailboxOf(core.state(), String(request.params['user']));
    const items = delegates.map((delegateEmail) => ({ delegateEmail, verificationStatus: 'accepted' }));
    response.json(told('delegates', items));
  });
  router.delete(`${below}/delegates/:email`, shares, (request, response) => {
    core.write('delegates', (state) => {
      const mailbox = mailboxOf(state, String(request.params['user']));
      mailbox.delegates = without(mailbox.delegates, (email) => email === request.params['email']);
    });
    response.status(204).end();
  });
  router.get(`${below}/filters`, reads, (request, response) => {
    const { filters } = mailboxOf(core.state(), String(request.params['user']));
    const items = filters.map(({ id, from, forward }) => ({
      id,
      criteria: { from },
      action: forward === null ? { addLabelIds: ['STARRED'] } : { forward },
    }));
    response.json(told('filter', items));
  });
  router.delete(`${below}/filters/:filter`, reads, (request, response) => {
    core.write('filters', (state) => {
      const mailbox = mailboxOf(state, String(request.params['user']));
      mailbox.filters = without(mailbox.filters, ({ id }) => id === request.params['filter']);
    });
    response.status(204).end();
  });
  router.get(`${below}/autoForwarding`, reads, (request, response) => {
    response.json(forwardingBody(mailboxOf(core.state(), String(request.params['user']))));
  });
  router.put(`${below}/autoForwarding`, shares, (request, response) => {
    const asked = forwardingShape.safeParse(request.body);
    if (!asked.success) throw refuse(400, 'invalidArgument', 'Invalid argument');
    const body = core.write('forwarding', (state) => {
      const mailbox = mailboxOf(state, String(request.params['user']));
      mailbox.forwardsTo = asked.data.enabled ? (asked.data.emailAddress ?? mailbox.forwardsTo) : null;
      return forwardingBody(mailbox);
    });
    response.json(body);
  });
  return router;
}

function forwardingBody({ forwardsTo }: NonNullable<GoogleUser['mailbox']>) {
  return forwardsTo === null
    ? { enabled: false }
    : { enabled: true, emailAddress: forwardsTo, disposition: 'leaveInInbox' };
}
