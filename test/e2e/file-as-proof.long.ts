import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator } from 'playwright-core';
import { afterAll, describe, expect, it, onTestFailed } from 'vitest';
import { browserOrLoudSkip } from '../support/browser.ts';
import { samplePicture } from '../support/sample-files.ts';
import { Stage } from '../support/stage.ts';
import { walkTo } from '../support/walk.ts';

const browser = await browserOrLoudSkip('the story of a file as proof');
const picture = Buffer.from(samplePicture('the letter, signed'));

/** The shipped flows, of which one step asks for a file and for the approval of IT. */
function flowsThatAsk(): string {
  const folder = mkdtempSync(join(tmpdir(), 'relais-flows-'));
  const shipped = new URL('../../flows/', import.meta.url).pathname;
  for (const name of readdirSync(shipped).filter((one) => one.endsWith('.yaml'))) {
    const yaml = readFileSync(join(shipped, name), 'utf8');
    const asks = name.startsWith('employee-resignation');
    writeFileSync(join(folder, name), asks ? yaml.replace('proof: note', 'proof: file\n    approvers: [it]') : yaml);
  }
  return folder;
}

const addressIn = async (link: Locator) => (await link.getAttribute('href')) ?? '';

describe.skipIf(browser === null)('a step that asks for a file', () => {
  afterAll(() => browser?.close());

  it('is brought on a page from Teams in French, sealed, and opened by whoever approves on Slack', {
    timeout: 300_000,
  }, async () => {
    const flowsDir = flowsThatAsk();
    const stage = await Stage.open(browser as Browser, { teams: ['Nadia'], flowsDir });
    onTestFailed(() => stage.report('a file as proof'));
    const { page } = stage;
    await walkTo(stage, { leaver: 'Alex Moreau', kind: 'Resignation', workerType: 'Employee' });
    await stage.form('The plan').getByRole('button', { name: 'Start the departure' }).click();
    await stage.answered('has started');

    // Nadia presses Done, and is led to what is missing.
    await stage.become('Nadia');
    const title = 'Confirmer le départ par écrit';
    const card = stage.card(title, 'Cette étape demande un fichier');
    await card.waitFor();
    // shot: nadia-card
    await stage.press(card, `Fait : ${title}`);
    const form = stage.form('Fichiers de l’étape');
    const link = form.getByRole('link', { name: 'Ajouter un fichier' });
    await link.waitFor();
    // shot: nadia-form
    const browserTab = await page.context().newPage();
    await browserTab.goto(await addressIn(link));
    // shot-tab: page
    await browserTab.getByLabel('Capture d’écran, photo ou PDF').setInputFiles([
      { name: 'lettre signée.png', mimeType: 'image/png', buffer: picture },
      { name: 'script.png', mimeType: 'image/png', buffer: Buffer.from('<script>alert(1)</script>') },
    ]);
    await browserTab.getByRole('button', { name: 'Envoyer' }).click();
    await browserTab.getByText('Le fichier a été ajouté.').waitFor();
    await browserTab.getByText('script.png : seuls PNG, JPEG, WebP et PDF sont acceptés.').waitFor();
    // shot-tab: sent
    await browserTab.close();
    await stage.card(title, '1 fichier').waitFor();
    await stage.finish(title, 'fr');
    await stage.until('Alex', ({ tasks }) => tasks.some(({ proof, status }) => proof === 'file' && status === 'done'));

    // Tom is asked to approve, and opens what she brought.
    await stage.become('Tom');
    const approval = stage.card('Approve: Confirm the departure in writing', 'it needs your approval');
    await approval.waitFor();
    // shot: tom-card
    await stage.press(approval, /^See files/);
    const files = stage.form('Files of this step');
    const opened = files.getByRole('link', { name: 'lettre signée.png' });
    await opened.waitFor();
    // shot: tom-form
    const got = await page.context().request.get(await addressIn(opened));
    expect(got.headers()['content-type']).toBe('image/png');
    expect(Buffer.compare(await got.body(), picture)).toBe(0);

    // Nothing of it stands on the disk as it was brought, and the journal is whole.
    const departure = await stage.departureOf('Alex');
    const [file] = departure.tasks.flatMap((task) => task.files ?? []);
    expect(file).toMatchObject({ name: 'lettre signée.png', size: picture.byteLength, type: 'image/png' });
    expect(await stage.auditFindings()).toEqual([]);
    await stage.relais.store.audit.erase(departure.id);
    expect(await stage.relais.store.files.read(departure.id, file?.id ?? '')).toBeNull();
    expect((await page.context().request.get(await addressIn(opened))).status()).toBe(410);
    expect(stage.pageErrors).toEqual([]);
    await stage.close();
    rmSync(flowsDir, { recursive: true, force: true });
  });
});
