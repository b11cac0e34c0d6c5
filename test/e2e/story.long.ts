import { rmSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { callRelais, runRelais } from '../cli/run-relais.ts';

/**
 * Real processes, real HTTP and a whole departure each: far from a minute on an idle machine, but the suite's may be
 * busy.
 */
const patience = 240_000;

describe('the story', { timeout: patience }, () => {
  it('ends well: a decline, a late step, a system that is down and retried, every account gone and proved', async () => {
    const { code, out: printed, err } = await runRelais(['story', '--full', '--keep']);
    // French puts spaces that do not break before its colons.
    const out = printed.replaceAll(/[\u00a0\u202f]/g, ' ');
    const dataDir = /RELAIS_DATA_DIR=(\S+)/.exec(out)?.[1] ?? '';
    onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
    expect(err).toBe('');
    const inOrder = [
      'Maya Chen types /offboard @Alex Moreau',
      'Priya Nair declines "Billing service"',
      'Jonas Weber accepts "Billing service"',
      'Tom Okafor confirms exactly this plan',
      'Rappel : Confirmer le départ par écrit',
      'Needs help: Confirm the departure in writing',
      'Alex Moreau answers the exit survey',
      'Accounts of Alex that still let somebody in: 6 of 6.',
      'Sales CRM goes down',
      'Accounts of Alex that still let somebody in: 1 of 6.',
      'Sales CRM is well again.',
      'Accounts of Alex that still let somebody in: 0 of 6.',
      '✔ The departure is completed.',
      '✔ 31 of 31 revocations are proved.',
      '✔ No account of Alex lets anybody in.',
      'entries verifies.',
      'The story ended well',
    ];
    let from = 0;
    for (const words of inOrder) {
      const at = out.indexOf(words, from);
      expect(at, `"${words}" comes after what went before it`).toBeGreaterThan(-1);
      from = at;
    }
    // Each row of the table ends with the request id of a read-back; none was taken on trust.
    const rows = out
      .slice(out.indexOf('Revocations, each'))
      .split('\n')
      .filter((line) => line.includes('verified'));
    expect(rows).toHaveLength(31);
    for (const row of rows) expect(row).toMatch(/GET (200|404) · [\w-]{12,}/);
    expect(code).toBe(0);

    // What it kept can be read and proved by somebody who comes later.
    const env = { RELAIS_DATA_DIR: dataDir };
    const verified = await callRelais(['audit', 'verify'], { env });
    expect(verified).toMatchObject({ code: 0, err: '' });
    const [id = ''] = (await callRelais(['audit', 'show'], { env })).out.split(' ');
    const journal = (await callRelais(['audit', 'show', id, '--cards'], { env })).out;
    for (const words of [
      'declined "Billing service"',
      'escalated "Confirm the departure in writing" to Maya Chen',
      'Relais: looked at Sales CRM: unavailable: GET answered 503',
      'Tom Okafor: looked at Okta (asked by alex.moreau@example.com): alex.moreau@example.com',
      'verified for Okta',
      'completed the departure',
    ])
      expect(journal).toContain(words);
    expect(journal).not.toMatch(/undefined|\[object/);
    expect(journal).not.toContain('Fewer tools');
    expect(await callRelais(['doctor'], { env })).toMatchObject({ code: 0 });
  });

  it('ends with 1 when a system lies, whatever it answered', async () => {
    const { code, out } = await runRelais(['story', '--lies', 'github', '--lang', 'fr']);
    expect(out).toContain('se met à mentir');
    // Whoever must mend it is told by a message of its own, not only by a card that changes.
    expect(out).toMatch(
      /Tom Okafor reçoit un message\n.*🛑 Ending access did not work\n(?:.*\n){4}.*GitHub, alex-moreau: Disable the account\n/,
    );
    // How it ended would lie below that message and hide what to do.
    expect(out).not.toMatch(/Tom Okafor reçoit un message\n.*Access of Alex Moreau: outcome/);
    expect(out).toContain('✘ État du départ : active.');
    expect(out).toContain('✘ 24 révocations prouvées sur 31.');
    expect(out).toMatch(/✘ 1 compte d’Alex/);
    expect(out).toMatch(/✔ Le journal de \d+ lignes est intact/);
    expect(out).toContain('L’histoire ne finit PAS bien');
    expect(code).toBe(1);
  });

  it('of a field agent: from HR’s word to her survey after the cut-off, by her mailbox alone', async () => {
    const { code, out: printed, err } = await runRelais(['story', 'field-agent', '--full']);
    const out = printed.replaceAll(/[\u00a0\u202f]/g, ' ');
    expect(err).toBe('');
    const inOrder = [
      'Nadia Berger writes into the HR system that Fatou Diallo leaves on',
      'Maya Chen takes the departure up',
      'Tom Okafor confirms exactly this plan',
      'Fatou Diallo gets a mail',
      'fatou.diallo@example.com: Merci, Fatou',
      'Fatou Diallo opens the page "Merci, Fatou" from her mailbox',
      'Fatou Diallo gives an address of her own: fatou@example.org',
      'Fatou Diallo says there that the address is hers',
      'Accounts of Fatou that still let somebody in: 4 of 4.',
      'The instant of the cut-off has come.',
      'Accounts of Fatou that still let somebody in: 0 of 4.',
      'Fatou Diallo answers the exit survey',
      'Fatou Diallo has done "Rendre le matériel prêté"',
      '✔ The departure is completed.',
      '✔ No account of Fatou lets anybody in.',
      'The story ended well',
    ];
    let from = 0;
    for (const words of inOrder) {
      const at = out.indexOf(words, from);
      expect(at, `"${words}" comes after what went before it`).toBeGreaterThan(-1);
      from = at;
    }
    // She types nothing into a chat: whatever she does, she does on a page.
    expect(out).not.toMatch(/Fatou Diallo (types|gets a message)/);
    // Once her access has ended, nothing goes to her address at work.
    expect(out.slice(out.indexOf('The instant of the cut-off'))).not.toContain('fatou.diallo@example.com:');
    expect(code).toBe(0);
  });

  it('refuses a lie in the story that has none', async () => {
    const { code, err } = await callRelais(['story', 'field-agent', '--lies', 'okta']);
    expect(err).toContain('--lies is for the story of the resignation');
    expect(code).not.toBe(0);
  });
});
