import type { Browser, Page } from 'playwright-core';
import { afterAll, describe, expect, it, onTestFailed } from 'vitest';
import { browserOrLoudSkip } from '../support/browser.ts';
import { Stage } from '../support/stage.ts';
import { seriousFindings } from '../workspace/page/serious-findings.ts';

const browser = await browserOrLoudSkip('the story of a field agent');
const work = 'fatou.diallo@example.com';
const own = 'fatou@example.org';

describe.skipIf(browser === null)('a field agent without any account on a chat', () => {
  afterAll(() => browser?.close());

  it('leaves by mail: her steps, an address of her own, and the survey after her access has ended', {
    timeout: 600_000,
  }, async () => {
    const stage = await Stage.open(browser as Browser);
    onTestFailed(() => stage.report('field agent'));
    const mailsTo = (address: string) => stage.relais.workspace?.mail.mailsTo(address) ?? [];
    const newest = async (address: string, subject: string) => {
      for (const deadline = Date.now() + 30_000; Date.now() < deadline; ) {
        // A date of it comes for her calendar under the same subject, without a link.
        const mail = mailsTo(address).findLast((one) => one.subject.includes(subject) && one.text.includes('://'));
        if (mail) return mail;
        await stage.page.waitForTimeout(100);
      }
      const came = mailsTo(address).map((mail) => mail.subject);
      throw new Error(`no mail "${subject}" came to ${address}; there are: ${came.join(', ')}`);
    };
    /** As she opens it: from the mail, in a window of its own. */
    const opened = async (address: string, subject: string): Promise<Page> => {
      const { text } = await newest(address, subject);
      const link = /https?:\/\/\S+/.exec(text)?.[0] ?? '';
      // Where the page's own policy is kept, nothing can be put in to measure it.
      const measured = await (browser as Browser).newPage({ bypassCSP: true, viewport: { width: 390, height: 844 } });
      await measured.goto(link);
      const { findings, textsMeasured } = await seriousFindings(measured);
      expect(findings).toEqual([]);
      expect(textsMeasured).toBeGreaterThan(3);
      await measured.close();
      // Her telephone is old: nothing needs a script.
      const page = await (browser as Browser).newPage({
        javaScriptEnabled: false,
        viewport: { width: 390, height: 844 },
      });
      page.setDefaultTimeout(60_000);
      await page.goto(link);
      await page.getByRole('heading', { level: 1 }).waitFor();
      return page;
    };

    // Nobody types anything: HR writes her end down where HR does, and Relais asks Maya.
    const contractEnd = new Date(stage.now.getTime() + 40 * 24 * 3_600_000).toISOString().slice(0, 10);
    const hr = await (browser as Browser).newPage({ viewport: { width: 1366, height: 768 } });
    await hr.goto(`${stage.relais.url}/hr-system`);
    const employee = hr.getByRole('article').filter({ hasText: work });
    await employee.getByLabel('Contract end').fill(contractEnd);
    await employee.getByLabel('Reason').selectOption('resignation');
    await employee.getByRole('button', { name: 'Set the end' }).click();
    await employee.getByText(`Leaves · Départ : ${contractEnd}`).waitFor();
    await hr.close();
    await stage.become('Maya');
    await stage.press(stage.card('HR: Fatou Diallo is leaving'), 'Prepare it: Fatou Diallo');
    await stage.form('The last day').getByRole('button', { name: 'Next' }).click();
    const plan = stage.form('The plan');
    await plan.getByRole('button', { name: 'Start the departure' }).click();
    await stage.answered('has started');
    const { dates, farewellAt } = await stage.departureOf('Fatou');
    const cutOff = dates?.cutOff.at ?? '';

    await stage.become('Tom');
    await stage.passTimeUntil(new Date(Date.parse(cutOff) - 8 * 24 * 3_600_000));
    await stage.press(stage.card('Access of Fatou Diallo'), 'Confirm: Fatou Diallo', 'Confirm');
    await stage.answered('All confirmations are there.');

    // She is thanked, and does from her mailbox what is hers.
    await stage.passTimeUntil(farewellAt ?? '');
    const task = await opened(work, 'Transmettre ce que vous savez');
    await task.getByRole('button', { name: 'Fait : Transmettre ce que vous savez' }).click();
    await task.getByRole('textbox').fill('Les tournées sont dans le classeur rouge.');
    await task.getByRole('button', { name: 'Marquer comme fait' }).last().click();
    await stage.until('Fatou', ({ tasks }) => tasks.some(({ done }) => done?.notes?.includes('classeur rouge')));
    await task.close();

    const farewell = await opened(work, 'Merci, Fatou');
    await farewell.getByRole('button', { name: /Donner une adresse personnelle/ }).click();
    await farewell.getByLabel('Adresse personnelle').fill('fatou.privee@example.com');
    await farewell.getByRole('button', { name: 'Enregistrer' }).last().click();
    await farewell.getByText('Cette adresse sera fermée avec le reste').waitFor();
    await farewell.getByLabel('Adresse personnelle').fill(own);
    await farewell.getByRole('button', { name: 'Enregistrer' }).last().click();
    // The card of the page says that nobody there has answered yet.
    await farewell.getByText(own).first().waitFor();

    // Whether the address is hers is asked there, in words that tell a stranger nothing.
    const question = await opened(own, 'cette adresse est-elle la vôtre');
    expect(mailsTo(own)).toHaveLength(1);
    for (const word of ['Fatou', 'Diallo', 'départ', 'accès'])
      expect(JSON.stringify(mailsTo(own)[0]), word).not.toContain(word);
    await question.getByRole('button', { name: /Oui, c’est la mienne/ }).click();
    await question.getByText('Cette adresse est confirmée').first().waitFor();
    await question.close();
    await stage.until('Fatou', ({ contact }) => contact?.confirmedAt !== undefined);

    // Access ends; what is still hers to do follows her.
    await stage.passTimeUntil(new Date(Date.parse(cutOff) + 3_600_000));
    await stage.until('Fatou', ({ runStartedAt }) => runStartedAt !== null);
    await farewell.reload();
    await farewell.getByText('Ce lien n’est plus valable').waitFor();
    await farewell.close();
    const survey = await opened(own, 'Comment cela s’est-il passé');
    await survey.getByRole('button', { name: /^Répondre/ }).click();
    await survey.getByLabel(/Que faudrait-il changer/).fill('Des tournées plus courtes.');
    await survey.getByRole('button', { name: 'Envoyer' }).last().click();
    await stage.until('Fatou', (departure) => departure.survey?.answers?.change === 'Des tournées plus courtes.');
    await survey.close();
    // So is the rest of her list: what she was lent comes back a day late.
    const list = await opened(own, 'Merci, Fatou');
    await list.getByRole('button', { name: 'Fait : Rendre le matériel prêté' }).click();
    await list.getByRole('button', { name: 'Marquer comme fait' }).last().click();
    await stage.until('Fatou', ({ tasks }) =>
      tasks.some(({ id, status }) => id === 'step-return-equipment' && status === 'done'),
    );
    await list.close();

    // Nobody else reads where she is reached.
    for await (const { event } of stage.relais.store.departures.journal((await stage.departureOf('Fatou')).id))
      if (event.type === 'posted' && event.to !== (await stage.departureOf('Fatou')).leaver.id)
        expect(event.ref.conversation).not.toBe(own);
    expect(await stage.auditFindings()).toEqual([]);
    expect(stage.pageErrors).toEqual([]);
    await stage.close();
  });
});
