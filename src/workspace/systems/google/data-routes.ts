import { Router } from 'express';
import { z } from 'zod';
import { queryText } from '../paging.ts';
import type { Core } from '../sandbox-core.ts';
import type { googleAccess } from './access.ts';
import { page } from './paging.ts';
import { googleId } from './seed.ts';
import { type GoogleState, ownerAt, transferable } from './state.ts';
import { refuse } from './words.ts';

type Access = ReturnType<typeof googleAccess>;

interface Time {
  now: () => Date;
  transferMilliseconds: number;
}

const askedShape = z.object({
  oldOwnerUserId: z.string(),
  newOwnerUserId: z.string(),
  applicationDataTransfers: z.array(z.object({ applicationId: z.string() })).min(1),
});

/** Transfers of what somebody owns, under `/admin/datatransfer/v1`. */
export function transferRoutes(core: Core<GoogleState>, access: Access, { now, transferMilliseconds }: Time): Router {
  const router = Router();
  const manages = access.administrator('admin.datatransfer');
  const body = ({ id, from, to, applicationId, requestedAt, doneAt }: GoogleState['transfers'][number]) => {
    const word = doneAt <= now().toISOString() ? 'completed' : 'inProgress';
    return {
      kind: 'admin#datatransfer#DataTransfer',
      id,
      oldOwnerUserId: from,
      newOwnerUserId: to,
      requestTime: requestedAt,
      overallTransferStatusCode: word,
      applicationDataTransfers: [{ applicationId, applicationTransferStatus: word }],
    };
  };

  router.get('/applications', manages, (request, response) => {
    const items = Object.entries(transferable).map(([name, id]) => ({
      kind: 'admin#datatransfer#ApplicationResource',
      id,
      name,
    }));
    response.json(page(request, { name: 'applications', items, size: 'maxResults', largest: 500 }));
  });
  router.get('/transfers', manages, (request, response) => {
    const from = queryText(request, 'oldOwnerUserId');
    const to = queryText(request, 'newOwnerUserId');
    const items = core
      .state()
      .transfers.filter((each) => (from ?? each.from) === each.from && (to ?? each.to) === each.to)
      .map(body);
    response.json(page(request, { name: 'dataTransfers', items, size: 'maxResults', largest: 500 }));
  });
  router.post('/transfers', manages, (request, response) => {
    const asked = askedShape.safeParse(request.body);
    if (!asked.success) throw refuse(400, 'invalid', 'Invalid Input');
    const { oldOwnerUserId: from, newOwnerUserId: to, applicationDataTransfers } = asked.data;
    const made = core.write('transfer', (state) => {
      for (const id of [from, to])
        if (!state.users.some((user) => user.id === id && user.deletedAt === null))
          throw refuse(400, 'invalid', 'Invalid Input: user id');
      const begun = applicationDataTransfers.map(({ applicationId }) => ({
        id: googleId(`transfer/${from}/${to}/${applicationId}/${state.transfers.length}`),
        ...{ from, to, applicationId },
        requestedAt: now().toISOString(),
        doneAt: new Date(now().getTime() + transferMilliseconds).toISOString(),
      }));
      state.transfers.push(...begun);
      return begun;
    });
    const [first] = made;
    response.json(
      first
        ? { ...body(first), applicationDataTransfers: made.flatMap((one) => body(one).applicationDataTransfers) }
        : {},
    );
  });
  return router;
}

/**
 * What a search of Drive asks for: files of whoever asks, a folder of theirs that is called as another user, or another
 * user's files.
 */
function searchOf(q: string, idOf: (address: string) => string | null) {
  const [, folder] = /^name contains '([^']+)' and .*'me' in owners/.exec(q) ?? [];
  if (folder !== undefined) return { by: 'folder', of: idOf(folder) } as const;
  const [, other = 'me'] = /^'([^']+)' in owners/.exec(q) ?? [];
  return other === 'me' ? ({ by: 'me' } as const) : ({ by: 'other' } as const);
}

function attendee(email: string, self: boolean) {
  return { email, responseStatus: 'accepted', ...(self && { self, organizer: true }) };
}

function userIdOf({ users }: GoogleState, address: string): string | null {
  return users.find(({ primaryEmail }) => primaryEmail === address)?.id ?? null;
}

/** Drive, under `/drive/v3`, and the calendar, under `/calendar/v3`: what the person in whose name it is asked owns. */
export function ownedRoutes(
  core: Core<GoogleState>,
  access: Access,
  now: () => Date,
): { drive: Router; calendar: Router } {
  const drive = Router();
  drive.get('/files', access.anybody('drive.metadata.readonly'), (request, response) => {
    const state = core.state();
    const me = access.subjectOf(request);
    const files = state.files.map(({ id, ownerId }) => ({
      id,
      first: ownerId,
      owner: ownerAt(state, { ownerId, application: transferable.drive }, now()),
    }));
    const asked = searchOf(queryText(request, 'q') ?? '', (address) => userIdOf(state, address));
    const mine = files.filter(({ owner }) => owner === me);
    // What passed lies in a folder that is called as the earlier owner.
    const folderOf = (of: string | null) =>
      mine.some(({ first }) => first === of) ? [{ id: googleId(`folder/${of}`) }] : [];
    // Nothing of others is shared in the invented company.
    const items = asked.by === 'me' ? mine.map(({ id }) => ({ id })) : asked.by === 'folder' ? folderOf(asked.of) : [];
    const list = page(request, { name: 'files', items, size: 'pageSize', largest: 1000 });
    response.json({ files: [], ...list });
  });
  const calendar = Router();
  calendar.get('/calendars/primary/events', access.anybody('calendar.events.readonly'), (request, response) => {
    const state = core.state();
    const me = access.subjectOf(request);
    const since = queryText(request, 'timeMin') ?? '';
    const until = queryText(request, 'timeMax') ?? '9999';
    const addressOf = (id: string) => state.users.find((user) => user.id === id)?.primaryEmail ?? '';
    const items = state.events
      .filter(({ at }) => at >= since && at < until)
      .filter(
        ({ organizerId }) => ownerAt(state, { ownerId: organizerId, application: transferable.calendar }, now()) === me,
      )
      .map(({ id, title, at, seriesId, attendeeIds }) => ({
        kind: 'calendar#event',
        id,
        summary: title,
        status: 'confirmed',
        organizer: { self: true },
        start: { dateTime: at, timeZone: 'UTC' },
        ...(seriesId === null ? {} : { recurringEventId: seriesId }),
        ...(attendeeIds.length === 0
          ? {}
          : { attendees: [me, ...attendeeIds.map(addressOf)].map((email) => attendee(email, email === me)) }),
      }));
    response.json(page(request, { kind: 'calendar#events', name: 'items', items, size: 'maxResults', largest: 2500 }));
  });
  return { drive, calendar };
}
