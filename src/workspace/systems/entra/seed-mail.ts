import type { WorkspacePerson } from '../../company.ts';
import { vendorUuid } from '../vendor-id.ts';
import { rootOf } from './files-routes.ts';
import { entraUserId } from './seed.ts';
import type { EntraDrive, EntraMailbox, EntraState } from './state.ts';

const dayInMilliseconds = 86_400_000;

/** Mail and files of whoever is a member of the tenant, seen from `now`; of guests there are none. */
export function seedMail(people: readonly WorkspacePerson[], now: Date): Pick<EntraState, 'mailboxes' | 'drives'> {
  const members = people.filter(({ title }) => !/consultant|contractor|freelance/i.test(title));
  return {
    mailboxes: members.map((person) => mailbox(person, { people, now })),
    drives: members.map(drive),
  };
}

function mailbox(
  person: WorkspacePerson,
  { people, now }: { people: readonly WorkspacePerson[]; now: Date },
): EntraMailbox {
  const made = (what: string) => vendorUuid(`entra/mail/${person.id}/${what}`);
  const colleagues = people.filter(({ id, team }) => team === person.team && id !== person.id);
  const at = (days: number) => new Date(Math.floor(now.getTime() / 3_600_000) * 3_600_000 + days * dayInMilliseconds);
  const invited = colleagues.slice(0, 3).map(({ email }) => email);
  const series = made('series');
  const event = (what: string, days: number, more: Partial<EntraMailbox['events'][number]> = {}) => ({
    id: made(`event/${what}`),
    seriesMasterId: null,
    subject: 'Team meeting',
    start: at(days).toISOString(),
    isOrganizer: true,
    attendees: invited,
    ...more,
  });
  return {
    userId: entraUserId(person),
    purpose: 'user',
    reply: { status: 'disabled', message: '', end: now.toISOString() },
    rules: [
      { id: made('rule/private'), displayName: 'Copy to myself', isEnabled: true, forwardTo: ['me@mail.example.org'] },
      { id: made('rule/read'), displayName: 'Newsletters', isEnabled: true, forwardTo: [] },
    ],
    sharing: [
      { id: made('sharing/all'), name: 'My Organization', address: null, role: 'freeBusyRead', isRemovable: false },
      ...colleagues.slice(0, 1).map(({ id, name, email }) => ({
        id: made(`sharing/${id}`),
        name,
        address: email,
        role: 'write',
        isRemovable: true,
      })),
    ],
    events: [
      event('single', 40),
      event('week-1', 43, { seriesMasterId: series }),
      event('week-2', 50, { seriesMasterId: series }),
      // By somebody else, and alone: nobody has to be told of these.
      event('invited', 44, { isOrganizer: false }),
      event('alone', 45, { attendees: [] }),
    ],
  };
}

function drive(person: WorkspacePerson): EntraDrive {
  const id = vendorUuid(`entra/drive/${person.id}`);
  const item = (name: string, more: Partial<EntraDrive['items'][number]> = {}) => ({
    id: vendorUuid(`entra/drive/${person.id}/${name}`),
    parentId: rootOf(id),
    name,
    isFolder: false,
    sharedScope: null,
    ...more,
  });
  const folder = item('Projects', { isFolder: true });
  return {
    id,
    userId: entraUserId(person),
    used: 3_200_000_000,
    items: [
      folder,
      item('Notes.docx'),
      item('Roadmap.xlsx', { parentId: folder.id, sharedScope: 'organization' }),
      item('Price list.pdf', { parentId: folder.id, sharedScope: 'anonymous' }),
    ],
    grants: [],
  };
}
