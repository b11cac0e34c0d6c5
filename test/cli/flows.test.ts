import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { shippedFlowsDir } from '../../src/flows/load-flows.ts';
import { callRelais, scratchFolder } from './run-relais.ts';

function folderWith(name: string, change: (text: string) => string): string {
  const folder = scratchFolder();
  writeFileSync(join(folder, name), change(readFileSync(join(shippedFlowsDir, name), 'utf8')));
  return folder;
}

/** A flow whose only step is due one business day after the last working day. */
function oneDayAfter(): string {
  const file = join(scratchFolder(), 'one-day-after.yaml');
  writeFileSync(
    file,
    `id: one-day-after
version: 1
name: { en: One business day after, fr: Un jour ouvré après }
kinds: [resignation]
workerTypes: [employee]
cutOff: { mode: scheduled, suggested: { from: last-working-day, at: '18:00' } }
confirmation: { confirmers: [{ role: it, count: 1 }] }
farewell: { from: last-working-day, at: '10:00' }
handovers: { due: { from: last-working-day } }
equipment: { due: { from: last-working-day } }
credentials: { due: { from: cut-off, offset: 1 } }
steps:
  - id: badge
    title: { en: Collect the badge, fr: Récupérer le badge }
    owner: manager
    due: { from: last-working-day, offset: 1, unit: business-days, at: '12:00' }
`,
  );
  return file;
}

describe('relais flows validate', () => {
  it('takes the flows that come with Relais, and says which they are', async () => {
    const { code, out, err } = await callRelais(['flows', 'validate']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('employee-resignation, version 3');
    expect(out.match(/✔/g)).toHaveLength(5);
  });

  it('says file, line, column and what was expected, and ends with 1', async () => {
    const folder = folderWith('retirement.yaml', (text) => text.replace('owner: hr', 'owner: hrr'));
    const { code, err } = await callRelais(['flows', 'validate', folder]);
    expect(code).toBe(1);
    expect(err).toMatch(/retirement\.yaml:\d+:\d+: steps\[\d+\]\.owner: expected one of .*did you mean hr\?/);
    expect(err).toContain('1 problem found.');
    expect(err).not.toMatch(/\n\s+at /);
  });

  it('warns of kinds that no flow takes, and ends with 0', async () => {
    const folder = scratchFolder();
    copyFileSync(join(shippedFlowsDir, 'retirement.yaml'), join(folder, 'retirement.yaml'));
    const { code, err } = await callRelais(['flows', 'validate', folder]);
    expect(code).toBe(0);
    expect(err).toContain('warning no flow takes the kind resignation for the worker type employee');
  });
});

describe('relais flows preview', () => {
  const dates = ['--last-day', '2027-03-31', '--planned-on', '2027-02-01'];

  it('dates every step, with reminders and escalation, holidays left out', async () => {
    const { code, out } = await callRelais(['flows', 'preview', 'employee-resignation', ...dates]);
    expect(code).toBe(0);
    const line = (words: string) => out.split('\n').find((one) => one.includes(words)) ?? '';
    expect(line('Offer an exit interview')).toMatch(/HR .*Tue 16 Mar 09:00.*Tue 30 Mar 17:00.*Wed 24 Mar 17:00/);
    expect(line('ACCESS ENDS, by itself')).toContain('Wed 31 Mar 18:00');
    expect(line('The exit survey opens')).toContain('Tue 23 Mar 10:00');
    expect(out).toContain('→ the manager');
    // Easter Monday, 29 March 2027, is nobody's business day in France; it is one in Japan.
    const inJapan = await callRelais(['flows', 'preview', 'employee-resignation', ...dates, '--country', 'JP']);
    expect(inJapan.out).toContain('Mon 29 Mar');
    expect(out).not.toContain('Mon 29 Mar');
  });

  it('says after what teammates are asked, and that the leaver hears with the first step of their own', async () => {
    const { out } = await callRelais(['flows', 'preview', 'employee-resignation', ...dates]);
    const lines = out.split('\n');
    const row = (words: string) => {
      const first = lines.findIndex((one) => one.includes(words));
      return lines.slice(first, first + 3).join(' ');
    };
    expect(row('Each handover')).toMatch(/after “Tell the team,/);
    expect(row('Each handover')).not.toContain('at once');
    expect(row('Confirm the departure in writing')).toContain('at once');
    expect(row('Thank-you and checklist')).toContain('Tue 9 Mar 09:00');
  });

  it('speaks French, takes a file and the cut-off that is given', async () => {
    const file = join(shippedFlowsDir, 'employee-dismissal.yaml');
    const cutOff = ['--cut-off', '2027-03-30 11:15', '--lang', 'fr'];
    const { code, out } = await callRelais(['flows', 'preview', file, ...dates, ...cutOff]);
    expect(code).toBe(0);
    expect(out).toContain('Licenciement (employee-dismissal');
    expect(out.split('\n').find((one) => one.includes('FIN DES ACCÈS'))).toMatch(/mar\. 30 mars/);
    expect(out).toContain('11:15');
  });

  it.each([
    ['IL', 'Sun 28 Jun 12:00'],
    ['EG', 'Sun 28 Jun 12:00'],
    ['SA', 'Sun 28 Jun 12:00'],
    ['AE', 'Fri 26 Jun 12:00'],
    ['fr', 'Fri 26 Jun 12:00'],
  ])('knows the weekend of %s: a business day after Thursday 25 June 2026 is %s', async (country, day) => {
    const options = ['--last-day', '2026-06-25', '--planned-on', '2026-06-01', '--country', country];
    const { out } = await callRelais(['flows', 'preview', oneDayAfter(), ...options, '--zone', 'Asia/Jerusalem']);
    expect(out.split('\n').find((one) => one.includes('Collect the badge'))).toContain(day);
    expect(out).not.toContain('public holidays');
  });

  it('says for which country no holidays are known, in the language of the plan', async () => {
    const options = ['retirement', ...dates, '--country', 'JO'];
    const english = await callRelais(['flows', 'preview', ...options]);
    const french = await callRelais(['flows', 'preview', ...options, '--lang', 'fr']);
    expect(english.code).toBe(0);
    expect(english.out).toContain('No public holidays are known for Jordan (JO): business days leave out its weekends');
    expect(french.out).toContain('Jordanie (JO) : aucun jour férié n’est connu');
  });

  it('shows a plan of the past as it was made before, and says so', async () => {
    const { out } = await callRelais(['flows', 'preview', oneDayAfter(), '--last-day', '2026-06-25']);
    expect(out.split('\n').find((one) => one.includes('Collect the badge'))).toContain('Fri 26 Jun 12:00');
    expect(out).toContain('Shown as planned on Tuesday 26 May 2026');
  });

  it.each([
    {
      args: ['retirement', '--last-day', '2027-03-31', '--country', 'UK'],
      code: 2,
      words: 'UK is none, did you mean GB (United Kingdom)?',
    },
    {
      args: ['retirement', '--last-day', '2027-03-31', '--country', 'ZZ'],
      code: 2,
      words: 'there is no country ZZ',
    },
    {
      args: ['nobody-knows', '--last-day', '2027-03-31'],
      code: 1,
      words: 'There is no flow nobody-knows in flows/; there are',
    },
    { args: ['missing.yaml', '--last-day', '2027-03-31'], code: 1, words: 'missing.yaml cannot be read' },
    { args: ['retirement'], code: 2, words: "required option '--last-day <date>'" },
    { args: ['retirement', '--last-day', '2027-02-30'], code: 2, words: 'Expected a day such as 2027-03-31.' },
    {
      args: ['retirement', '--last-day', '2027-03-31', '--contract-end', '2027-03-01'],
      code: 1,
      words: 'cannot end before the last working day',
    },
  ])('refuses $args with a way forward', async ({ args, code, words }) => {
    const ended = await callRelais(['flows', 'preview', ...args]);
    expect(ended.code).toBe(code);
    expect(ended.err).toContain(words);
    expect(ended.err).not.toMatch(/\n\s+at /);
  });
});

describe('a flow that says more', () => {
  const file = join(import.meta.dirname, '..', 'flows', 'public-checklists', 'remote-company.yaml');
  const dates = ['--last-day', '2027-03-31', '--planned-on', '2027-02-01'];

  /** Where its roles are named. */
  function withRoles() {
    const relaisFile = join(scratchFolder(), 'relais.yaml');
    const text = `organisation:
  ownRoles:
    - { id: legal, name: { en: the lawyers, fr: les juristes }, people: [a@example.com] }
    - { id: finance, name: { en: the accountants, fr: la comptabilité }, people: [b@example.com] }
`;
    writeFileSync(relaisFile, text);
    return { env: { RELAIS_CONFIG: relaisFile } };
  }

  it('is shown with what it waits for, who is next, notes and parts, and which steps are not there', async () => {
    const about = ['--team', 'Sales', '--no-equipment'];
    const { code, out } = await callRelais(['flows', 'preview', file, ...dates, ...about], withRoles());
    expect(code).toBe(0);
    const flat = out.replaceAll(/[│\s]+/g, ' ');
    expect(flat).toContain('28 days after “Forward');
    expect(flat).toContain('the lawyers');
    expect(flat).toContain('then the accountants');
    expect(flat).toContain('☐ The mailbox goes to the manager');
    expect(flat).toContain('Done means yes.');
    expect(out).toContain('Remove the account of the system administrator: Only for team Infrastructure / Platform');
    expect(out).toContain('Ask for …: Nothing to do it for: no equipment to hand back was named.');
    expect(flat).toContain('not known: the job title, so it may concern them');
  });

  it('is refused where relais.yaml does not name its roles', async () => {
    const { code, err } = await callRelais(['flows', 'preview', file, ...dates]);
    expect(code).toBe(1);
    expect(err).toMatch(/remote-company\.yaml:\d+:\d+: steps\[10\]\.approvers\[0\]: expected one of .*found "finance"/);
  });

  it('has its contradictions found, each with its line, and ends with 1', async () => {
    const folder = folderWith('retirement.yaml', (text) =>
      text.replace(/opens: \{ from: last-working-day.*\}/, 'opens: { from: cut-off, offset: 1 }'),
    );
    const { code, err } = await callRelais(['flows', 'lint', folder]);
    expect(code).toBe(1);
    expect(err).toMatch(/retirement\.yaml:\d+:3: survey\.opens: opens after access has ended/);
    expect(err).toContain('1 contradiction found.');
    const shipped = await callRelais(['flows', 'lint']);
    expect({ code: shipped.code, err: shipped.err }).toEqual({ code: 0, err: '' });
    expect(shipped.out).toContain('5 flows: no contradiction.');
  });

  it('is for contracts of its own only where it says so', async () => {
    const { code, err } = await callRelais(
      ['flows', 'preview', file, ...dates, '--worker-type', 'intern'],
      withRoles(),
    );
    expect(code).toBe(1);
    expect(err).toContain('The flow remote-company is for employee, not for intern; check --worker-type.');
  });
});

describe('relais', () => {
  it('explains itself', async () => {
    const { code, out } = await callRelais(['--help']);
    expect(code).toBe(0);
    for (const command of ['start', 'story', 'doctor', 'flows', 'audit']) expect(out).toContain(`  ${command}`);
  });

  it('answers what it does not know with what is close', async () => {
    const { code, err } = await callRelais(['docter']);
    expect(code).toBe(2);
    expect(err).toContain('Did you mean doctor?');
  });
});
