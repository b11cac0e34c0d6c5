import { describe, expect, it } from 'vitest';
import { followedEmail } from '../../../src/workspace/page/side/followed-person.ts';
import { formatRoute, parseRoute } from '../../../src/workspace/page/state/route.ts';
import { staleAfter } from '../../../src/workspace/page/state/stale-after.ts';
import { FixtureWorld } from './fixture-world.ts';

describe('the address of a place', () => {
  it.each([
    '#/U0MAYA',
    '#/U0MAYA/D0MAYA',
    '#/U0MAYA/D0MAYA/home',
    '#/U0MAYA/D0MAYA/thread/17.01',
    '#/U0MAYA/D0MAYA/at/17.01',
  ])('%s comes back as it was', (hash) => {
    expect(formatRoute(parseRoute(hash))).toBe(hash);
  });

  it('reads a permalink, for whoever follows it', () => {
    expect(parseRoute('#/archives/C0GENERAL/p1774250000000100')).toMatchObject({
      person: null,
      channel: 'C0GENERAL',
      message: '1774250000.000100',
    });
  });
});

describe('what a change makes stale', () => {
  const paths = [
    '/bootstrap',
    '/clock',
    '/jobs',
    '/systems',
    '/people/U1/conversations',
    '/people/U1/conversations/C1/messages',
    '/people/U1/conversations/C2/messages',
    '/people/U2/conversations',
    '/people/U1/home',
    '/people/U1/modals',
  ];
  const stale = (change: Parameters<typeof staleAfter>[0]) => paths.filter(staleAfter(change));
  it('is only what it names', () => {
    expect(stale({ type: 'conversation', channel: 'C1', people: ['U1'] })).toEqual([
      '/bootstrap',
      '/people/U1/conversations',
      '/people/U1/conversations/C1/messages',
    ]);
    expect(stale({ type: 'home', people: ['U1'] })).toEqual(['/people/U1/home']);
    expect(stale({ type: 'modals', people: ['U2'] })).toEqual([]);
    expect(stale({ type: 'system', system: 'okta' })).toEqual(['/systems']);
    expect(stale({ type: 'clock' })).toEqual(['/clock', '/jobs']);
    expect(stale({ type: 'people' })).toEqual(['/bootstrap', '/people/U1/conversations', '/people/U2/conversations']);
  });
});

describe('whose accounts are shown', () => {
  it('nobody before anything happened', () => {
    expect(followedEmail(new FixtureWorld().systems)).toBeNull();
  });

  it('whoever the newest call names, by id or address', () => {
    const { systems } = new FixtureWorld();
    const [okta, github] = systems;
    okta?.calls.unshift({
      at: '2026-03-23T09:00:00Z',
      method: 'GET',
      path: '/users?search=maya.chen%40example.com',
      status: 200,
    });
    expect(followedEmail(systems)).toBe('maya.chen@example.com');
    github?.calls.unshift({
      at: '2026-03-23T09:00:01Z',
      method: 'DELETE',
      path: '/orgs/acme/members/1-U0ALEX',
      status: 204,
    });
    expect(followedEmail(systems)).toBe('alex.moreau@example.com');
    okta?.calls.unshift({ at: '2026-03-23T09:00:02Z', method: 'GET', path: '/users', status: 200 });
    expect(followedEmail(systems)).toBe('alex.moreau@example.com');
  });

  it('whoever most of the newest calls name, and not whom a system was asked for to see that its search works', () => {
    const { systems } = new FixtureWorld();
    const [okta] = systems;
    const asked = (second: number, address: string) =>
      okta?.calls.unshift({
        at: `2026-03-23T09:00:0${second}Z`,
        method: 'GET',
        path: `/users?search=${address}`,
        status: 200,
      });
    asked(0, 'alex.moreau@example.com');
    asked(1, 'alex.moreau@example.com');
    asked(2, 'maya.chen@example.com');
    expect(followedEmail(systems)).toBe('alex.moreau@example.com');
  });

  it('whoever is looked up now, although much was done about somebody else a few seconds before', () => {
    const { systems } = new FixtureWorld();
    const [okta] = systems;
    const asked = (times: number, second: number, address: string) => {
      for (let time = 0; time < times; time += 1)
        okta?.calls.unshift({
          at: `2026-03-23T09:00:0${second}.${100 + time}Z`,
          method: 'GET',
          path: `/users?search=${address}`,
          status: 200,
        });
    };
    asked(60, 1, 'alex.moreau@example.com');
    asked(50, 5, 'maya.chen@example.com');
    asked(6, 5, 'sofia.rossi@example.com');
    expect(followedEmail(systems)).toBe('maya.chen@example.com');
  });

  it('whoever has a revoked account when no call is left to tell', () => {
    const world = new FixtureWorld();
    world.revoke('okta', 'sofia.rossi@example.com');
    for (const system of world.systems) system.calls = [];
    expect(followedEmail(world.systems)).toBe('sofia.rossi@example.com');
  });
});
