import { describe, expect, it } from 'vitest';
import { manual } from '../../src/connectors/manual/index.ts';
import { connectorContract } from '../contracts/connector-contract.ts';
import { claire, connectorOf, entry, manualWorld } from './manual-world.ts';

const context = () => ({ now: () => new Date(), signal: new AbortController().signal });

const nothingIsCalled = 'nothing is called: a person does it';
connectorContract('manual', async () => manualWorld(connectorOf()), {
  ambiguous: 'whom it concerns is a rule about one person',
  lies: nothingIsCalled,
  down: nothingIsCalled,
  throttled: nothingIsCalled,
  slow: nothingIsCalled,
  loses: nothingIsCalled,
  unauthorised: nothingIsCalled,
  login: nothingIsCalled,
  activity: nothingIsCalled,
  protected: nothingIsCalled,
  scopes: nothingIsCalled,
  broken: nothingIsCalled,
});

describe('manual', () => {
  it('makes each task an action for a person, with what to do in both languages', async () => {
    const connector = connectorOf();
    const found = await connector.find(claire, context());
    if (found.status !== 'found' || !found.accounts[0]) throw new Error('not found');
    const { items } = await connector.look(found.accounts[0], context());
    const actions = items.map(({ action }) => action);
    expect(actions).toMatchObject([
      {
        id: 'bank/U0CLAIRE/task/mandate',
        manual: true,
        tier: 'finance',
        stage: 'task',
        effect: 'destructive',
        target: { id: 'mandate', label: 'Mandate' },
        call: { en: 'Take the mandate back.', fr: 'Retirez le mandat.' },
      },
      { id: 'bank/U0CLAIRE/task/card', call: 'Block the card and attach the confirmation.' },
    ]);
    const [first] = actions;
    if (!first) throw new Error('no action');
    expect(await connector.act(first, context())).toEqual({
      status: 'manual',
      message: { en: 'Take the mandate back.', fr: 'Retirez le mandat.' },
    });
    expect(await connector.readBack(first, { ...context(), calledAt: null })).toEqual({
      state: 'unreadable',
      evidence: [],
    });
    expect(await connector.lastUse(found.accounts[0], new Date(0), context())).toBeNull();
  });

  it.each([
    [{}, true],
    [{ teams: ['Sales'] }, true],
    [{ teams: ['IT'] }, false],
    [{ titles: ['head of'] }, true],
    [{ titles: ['engineer'] }, false],
    [{ countries: ['fr'] }, true],
    [{ countries: ['GB'] }, false],
    [{ teams: ['Sales'], titles: ['engineer'] }, false],
  ])('concerns the head of Sales in France under %j: %s', async (appliesTo, concerned) => {
    const outcome = await connectorOf({ appliesTo }).find(claire, context());
    expect(outcome.status).toBe(concerned ? 'found' : 'none');
    expect(outcome.evidence[0]?.detail).not.toBe('');
  });

  it.each([
    [{ teams: ['IT'] }, { team: null }],
    [{ titles: ['engineer'] }, { title: null }],
    [{ teams: ['IT'], titles: ['head of'] }, { team: '  ' }],
  ])('concerns somebody of whom the directory does not tell what %j asks for', async (appliesTo, untold) => {
    const outcome = await connectorOf({ appliesTo }).find({ ...claire, ...untold }, context());
    expect(outcome).toMatchObject({ status: 'found', evidence: [{ detail: expect.stringContaining('not known') }] });
  });

  it('does not concern somebody of whom one thing is known not to hold, whatever else is not told', async () => {
    const appliesTo = { teams: ['IT'], titles: ['engineer'] };
    const outcome = await connectorOf({ appliesTo }).find({ ...claire, title: null }, context());
    expect(outcome.status).toBe('none');
  });

  it('minds neither how an accent is written nor spaces at the ends', async () => {
    const appliesTo = { teams: ['Comptabilite\u0301'], titles: ['che\u0301f'] };
    const person = { ...claire, team: 'comptabilit\u00e9 ', title: 'Ch\u00e9f' };
    expect((await connectorOf({ appliesTo }).find(person, context())).status).toBe('found');
  });

  it('refuses a task that left the settings', async () => {
    const found = await connectorOf().find(claire, context());
    if (found.status !== 'found' || !found.accounts[0]) throw new Error('not found');
    const [mandate] = (await connectorOf().look(found.accounts[0], context())).items.map(({ action }) => action);
    if (!mandate) throw new Error('no action');
    const changed = connectorOf({ tasks: [{ id: 'other', label: 'Other', instructions: 'x' }] });
    await expect(changed.act(mandate, context())).rejects.toMatchObject({ kind: 'mismatch' });
  });

  it('refuses a task id that is used twice', () => {
    const task = { id: 'a', label: 'A', instructions: 'x' };
    expect(manual.schema.safeParse({ ...entry, tasks: [task, task] }).success).toBe(false);
  });
});
