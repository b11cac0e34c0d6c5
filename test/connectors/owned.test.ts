import { describe, expect, it, onTestFinished } from 'vitest';
import type { Fetch } from '../../src/connectors/http/transport.ts';
import { recurringMeetings } from '../../src/connectors/kit/recurring-meeting.ts';
import { inEnglish, inFrench } from '../../src/domain/localized.ts';
import type { Person } from '../../src/domain/people/people.ts';
import type { Connector } from '../../src/engine/ports/connector.ts';
import { atlassianWorld } from './atlassian-world.ts';
import { openWorld } from './entra-world.ts';
import { githubWorld } from './github-world.ts';
import { gitlabWorld } from './gitlab-world.ts';
import { googleWorld } from './google-world.ts';
import { colleague, personOf } from './people.ts';

const alex = personOf(colleague('U0ALEX'));
const maya = personOf(colleague('U0MAYA'));
const tom = personOf(colleague('U0TOM'));

/** What a connector tells that the person owns, in both languages. */
async function ownedBy(
  { connector, now }: { connector: Connector; now: () => Date },
  person: Person,
): Promise<{ en: string[]; fr: string[]; untold: string[] }> {
  const context = { now, signal: new AbortController().signal };
  const found = await connector.find(person, context);
  if (found.status !== 'found' || !found.accounts[0] || !connector.owned) throw new Error('nothing to ask');
  const { things, untold } = await connector.owned.read(found.accounts[0], context);
  return { en: things.map(inEnglish), fr: things.map(inFrench), untold: untold.map(({ named }) => inEnglish(named)) };
}

/** A meeting says its day and hour; they are left out here, because the invented company lives today. */
const undated = (name: string) => name.replace(/ on .+ at [\d:]+ UTC/, '').replace(/ le .+ à [\d:]+ UTC/, '');

function noting(asked: URL[]) {
  return (send: Fetch): Fetch =>
    (url, init) => {
      asked.push(url);
      return send(url, init);
    };
}

describe('what somebody owns', () => {
  it('names a series of meetings by its next one, and none to which nobody else comes', () => {
    const meetings = recurringMeetings([
      { series: 'b', start: '2026-12-10T08:30:00.000Z', people: 2 },
      { series: 'a', start: '2026-12-11T14:00:00.000Z', people: 1 },
      { series: 'b', start: '2026-12-03T08:30:00.000Z', people: 6 },
      { series: 'c', start: '2026-12-01T08:30:00.000Z', people: 0 },
    ]);
    expect(meetings).toEqual([
      {
        en: 'Recurring meeting, next on Thursday 3 December at 08:30 UTC, 6 invited',
        fr: 'Réunion récurrente, la prochaine le jeudi 3 décembre à 08:30 UTC, 6 personnes invitées',
      },
      {
        en: 'Recurring meeting, next on Friday 11 December at 14:00 UTC, 1 invited',
        fr: 'Réunion récurrente, la prochaine le vendredi 11 décembre à 14:00 UTC, 1 personne invitée',
      },
    ]);
  });

  it('in GitHub: repositories and teams that nobody else looks after', async () => {
    const made = await githubWorld();
    onTestFinished(() => made.close());
    made.sandbox.change((state) => {
      const [, data] = state.repositories;
      if (data) data.administrators = ['priya-nair', 'alex-moreau'];
      for (const team of state.teams) if (team.name === 'Platform') team.maintainers = ['priya-nair', 'alex-moreau'];
    });
    expect(await ownedBy(made, alex)).toEqual({
      // Of Platform, Priya is a maintainer as well, and of Platform on-call Tom.
      en: ['Repository storefront', 'Team Release captains'],
      fr: ['Dépôt storefront', 'Équipe Release captains'],
      untold: [],
    });
    const left = await githubWorld({ settings: { leave: ['teams'] } });
    onTestFinished(() => left.close());
    expect((await ownedBy(left, alex)).en).toEqual(['Repository storefront']);
  });

  it('in GitHub: nothing of repositories whose administrators it does not tell, or not all of them', async () => {
    for (const collaborators of [
      null,
      { edges: [{ permission: 'ADMIN', node: { login: 'alex-moreau' } }], pageInfo: { hasNextPage: true } },
    ]) {
      const made = await githubWorld({
        before: (request, response, next) => {
          if (!String(request.body?.query).includes('repositories(')) return next();
          const repositories = { nodes: [{ name: 'storefront', collaborators }], pageInfo: { hasNextPage: false } };
          return response.json({ data: { organization: { repositories } } });
        },
      });
      onTestFinished(() => made.close());
      expect((await ownedBy(made, alex)).en).not.toContain('Repository storefront');
    }
  });

  it('in GitHub: a list that is refused costs what is in it, and no more', async () => {
    const made = await githubWorld({
      before: (request, response, next) => {
        if (!String(request.body?.query).includes('repositories(')) return next();
        return response.json({ data: null, errors: [{ type: 'FORBIDDEN', message: 'not for you' }] });
      },
    });
    onTestFinished(() => made.close());
    expect(await ownedBy(made, alex)).toMatchObject({
      en: ['Team Platform', 'Team Release captains'],
      untold: ['repositories that nobody else administers'],
    });
  });

  it.each(['instance', 'group'] as const)('in GitLab, scope %s: groups and projects of an Owner', async (of) => {
    const made = await gitlabWorld({ of });
    onTestFinished(() => made.close());
    expect((await ownedBy(made, alex)).en).toEqual([]);
    const { id } = made.sandbox.state().users.find(({ email }) => email === alex.email) ?? {};
    made.sandbox.change((state) => {
      for (const place of [...state.groups.slice(1), ...state.projects.slice(0, 1)])
        for (const member of place.members) if (member.userId === id) member.level = 50;
    });
    expect(await ownedBy(made, alex)).toEqual({
      en: ['Group atelier-lumen/platform', 'Project atelier-lumen/platform/storefront'],
      fr: ['Groupe atelier-lumen/platform', 'Projet atelier-lumen/platform/storefront'],
      untold: [],
    });
    const left = await gitlabWorld({ of, settings: { leave: ['memberships'] } });
    onTestFinished(() => left.close());
    expect((await ownedBy(left, tom)).en).toEqual([]);
  });

  it('in Google Workspace: groups of an owner, and recurring meetings with others by their day alone', async () => {
    const asked: URL[] = [];
    const made = await googleWorld({ watch: noting(asked) });
    onTestFinished(() => made.close());
    const { en, fr, untold } = await ownedBy(made, alex);
    expect(en.map(undated)).toEqual(['Group On call', 'Recurring meeting, next, 4 invited']);
    expect(fr.map(undated)).toEqual(['Groupe On call', 'Réunion récurrente, la prochaine, 4 personnes invitées']);
    expect(untold).toEqual([]);
    const [calendar] = asked.filter(({ pathname }) => pathname.includes('/calendars/'));
    expect(calendar?.searchParams.get('fields')).not.toContain('summary');
    made.sandbox.change(({ events, users }) => {
      const mine = users.find(({ primaryEmail }) => primaryEmail === alex.email)?.id ?? '';
      for (const event of events) if (event.organizerId === mine) event.seriesId = null;
    });
    expect((await ownedBy(made, alex)).en).toEqual(['Group On call']);
  });

  it('in Google Workspace: no calendar is read where the settings hand none over', async () => {
    const asked: URL[] = [];
    const made = await googleWorld({ settings: { data: undefined }, watch: noting(asked) });
    onTestFinished(() => made.close());
    expect(await ownedBy(made, alex)).toMatchObject({ en: ['Group On call'], untold: [] });
    expect(asked.filter(({ pathname }) => pathname.includes('/calendars/'))).toEqual([]);
  });

  it('in Microsoft 365: teams and groups, and recurring meetings where calendars may be read', async () => {
    const made = await openWorld({ mail: 'user' });
    const { en, fr, untold } = await ownedBy({ ...made, now: () => new Date() }, alex);
    expect(en.map(undated)).toEqual(['Team Platform team', 'Recurring meeting, next, 3 invited']);
    expect(fr.map(undated)).toEqual(['Équipe Platform team', 'Réunion récurrente, la prochaine, 3 personnes invitées']);
    expect(untold).toEqual([]);
    const without = await openWorld({});
    expect((await ownedBy({ ...without, now: () => new Date() }, alex)).en).toEqual(['Team Platform team']);
  });

  it('in Jira: projects that somebody leads, dashboards and filters, but what is left alone', async () => {
    const made = await atlassianWorld();
    onTestFinished(() => made.close());
    expect(await ownedBy(made, alex)).toEqual({
      en: ['Project PLAT', 'Dashboard Delivery', 'Filter Open bugs', 'Filter My review queue'],
      fr: ['Projet PLAT', 'Tableau de bord Delivery', 'Filtre Open bugs', 'Filtre My review queue'],
      untold: [],
    });
    const left = await atlassianWorld({ settings: { leave: ['automation', 'filters'] } });
    onTestFinished(() => left.close());
    expect((await ownedBy(left, alex)).en).toEqual(['Project PLAT', 'Dashboard Delivery']);
    expect((await ownedBy(made, maya)).untold).toEqual([]);
  });
});
