import { describe, expect, it } from 'vitest';
import type { CardSpec } from '../../src/domain/cards/card-spec.ts';
import { outcomeCards } from '../../src/domain/cards/outcome-cards.ts';
import type { Post } from '../../src/domain/cards/post.ts';
import type { Departure } from '../../src/domain/departure.ts';
import type { ChannelId } from '../../src/domain/people/people.ts';
import { accessCard } from '../../src/views/cards/access-card.ts';
import { alertCard } from '../../src/views/cards/alert-card.ts';
import { departureCard } from '../../src/views/cards/departure-card.ts';
import { homeCard } from '../../src/views/cards/home.ts';
import { meetingCard } from '../../src/views/cards/meeting-card.ts';
import { myAlarms } from '../../src/views/cards/my-alarms.ts';
import { sampleDeparture, samples } from '../support/sample-departures.ts';
import { people, reading } from '../support/sample-people.ts';
import { cutOff } from '../support/sample-plan.ts';
import { actNamesOf, cardTexts } from '../support/view-text.ts';

function sampleOf(name: string) {
  const found = samples[name];
  if (!found) throw new Error(`no sample ${name}`);
  return found;
}

const { departure: armed, now } = sampleOf('armed');
const { departure: unreleased, now: later } = sampleOf('not released');
const [alarm] = unreleased.alerts;
if (!alarm) throw new Error('no alarm');

/** A message that stands with its reader. */
function post(key: string, rest: Partial<Post> & { on?: ChannelId } = {}): Post {
  const { on = 'slack', ...known } = rest;
  const ref = { channel: on, conversation: 'D1', message: key };
  const never = { lease: null, notBefore: null, failures: 0, unreachable: null };
  return { key, to: key.split('|')[2] ?? '', ref, hash: 'h', at: cutOff, ...never, ...known };
}

const card = 'departure|-|maya';
const meeting = `meeting|${cutOff}/armed|maya`;
const ringing = `alert|${alarm.id}|maya`;
const posted: CardSpec = { card: 'departure', subject: null, reader: 'maya' };
const postedMeeting: CardSpec = { card: 'meeting', subject: `${cutOff}/armed`, reader: 'maya' };

const textOf = (view: Parameters<typeof cardTexts>[0]) => cardTexts(view).join('\n');
/** Maya's card as it is posted, while these messages are known. */
const live = (posts: Post[], of = armed, at = now) => departureCard({ ...of, posts }, people.maya, at, { posted });
const call = (posts: Post[]) => meetingCard({ ...unreleased, posts }, people.maya, later, postedMeeting);

describe('the button of the meeting', () => {
  it('is left to the newest message that reached its reader, with a way to it for whoever finds that deleted', () => {
    const left = live([post(card), post(meeting)]);
    expect(textOf(left)).toContain('is on the message “The meeting with Alex Moreau”.');
    expect(actNamesOf(left)).not.toContain('cut-off.release');
    expect(actNamesOf(left)).toContain('departure.open');
    const called = call([post(card), post(meeting), post(ringing)]);
    expect(textOf(called)).toContain('is on the message “Nobody has ended access yet”.');
    expect(actNamesOf(called)).not.toContain('cut-off.release');
    expect(actNamesOf(called)).toContain('departure.open');
    // That of somebody else is nothing to this reader.
    expect(actNamesOf(live([post(card), post(`meeting|${cutOff}/armed|nadia`)]))).toContain('cut-off.release');
  });

  it.each([
    ['was never brought', { ref: null }],
    ['cannot reach its reader any more', { unreachable: 'the account is gone' }],
    ['could not be brought up to date', { failures: 1 }],
    ['went by a mail that came back', { on: 'email', returned: { at: cutOff, code: '5.1.1' } }],
  ] satisfies [string, Parameters<typeof post>[1]][])('is not left to a message that %s', (_, how) => {
    expect(actNamesOf(live([post(card), post(meeting, how)]))).toContain('cut-off.release');
    // The alarm that is lost leaves it where it was.
    expect(actNamesOf(call([post(card), post(meeting), post(ringing, how)]))).toContain('cut-off.release');
    const next = live([post(card), post(meeting), post(ringing, how)], unreleased, later);
    expect(textOf(next)).toContain('is on the message “The meeting with Alex Moreau”.');
  });

  it('stays on a message in chat whose copy by mail came back', () => {
    const twice = post(meeting, { returned: { at: cutOff, code: '5.1.1' } });
    expect(actNamesOf(live([post(card), twice]))).not.toContain('cut-off.release');
  });

  it('that is on another platform is said to be there, in both languages', () => {
    const on = (channel: ChannelId, reader = people.maya) => {
      const posts = [post(card, { on: 'teams' }), post(meeting, { on: channel })];
      return textOf(departureCard({ ...armed, posts }, reader, now, { posted }));
    };
    expect(on('slack')).toContain('is on the message “The meeting with Alex Moreau” in Slack.');
    expect(on('email')).toContain('is on the message “The meeting with Alex Moreau” in your mail.');
    expect(on('teams')).toContain('is on the message “The meeting with Alex Moreau”.');
    const french = reading(people.maya, 'fr');
    expect(on('slack', french)).toMatch(/sur le message «\s.+\s» dans Slack\./);
    expect(on('email', french)).toMatch(/sur le message «\s.+\s» dans vos courriels\./);
    // Nobody knows yet where this card will be read.
    const first = textOf(live([post(meeting, { on: 'teams' })]));
    expect(first).toContain('is on the message “The meeting with Alex Moreau” in Microsoft Teams.');
  });

  it('is in every answer to a click, whatever stands, and home leads there', () => {
    const posts = ['maya', 'nadia'].flatMap((one) => [
      post(`departure|-|${one}`),
      post(`access|-|${one}`),
      post(`meeting|${cutOff}/armed|${one}`),
      post(`alert|${alarm.id}|${one}`),
    ]);
    const all = { ...unreleased, posts };
    expect(actNamesOf(departureCard(all, people.maya, later))).toContain('cut-off.release');
    expect(actNamesOf(accessCard(all, people.nadia, later, { roles: ['hr'] }))).toContain('cut-off.release');
    expect(actNamesOf(alertCard(all, alarm, people.maya, later))).toContain('cut-off.release');
    const access: CardSpec = { card: 'access', subject: null, reader: 'nadia' };
    const own = accessCard(all, people.nadia, later, { posted: access });
    expect(actNamesOf(own)).not.toContain('cut-off.release');
    expect(actNamesOf(own)).toContain('departure.open');
    const about = { departures: [all], numbers: null, survey: null, now: later };
    expect(actNamesOf(homeCard({ ...about, reader: people.maya, roles: [] }))).toContain('departure.open');
    expect(actNamesOf(homeCard({ ...about, reader: people.nadia, roles: ['hr'] }))).toContain('departure.open');
  });
});

describe('an alarm that did not reach whoever settles it', () => {
  const open = { id: 'a1', at: cutOff, kind: 'account-open', subject: 'okta/1', clearedAt: null } as const;
  const ran = { alerts: [open], runStartedAt: cutOff, runEndedAt: cutOff };
  const of = (...posts: Post[]): Departure => sampleDeparture({ ...ran, posts });
  const key = 'alert|a1|tom';

  it('does not keep back how the access ended', () => {
    const told = (one: Departure) => outcomeCards(one, ['tom'], () => ['tom']).map(({ reader }) => reader);
    expect(told(of())).toEqual([]);
    expect(told(of(post(key)))).toEqual([]);
    expect(told(of(post(key, { ref: null, failures: 3 })))).toEqual([]);
    expect(told(of(post(key, { ref: null, unreachable: 'no account' })))).toEqual(['tom']);
    expect(told(of(post(key, { on: 'email', returned: { at: cutOff, code: '5.1.1' } })))).toEqual(['tom']);
  });

  it('stands in the reminder of the day, as one that did', () => {
    const named = (...posts: Post[]) => myAlarms([of(...posts)], people.tom).length;
    expect(named(post(key))).toBe(1);
    expect(named(post(key, { ref: null, unreachable: 'no account' }))).toBe(1);
    expect(named(post(key, { ref: null }))).toBe(0);
  });
});
