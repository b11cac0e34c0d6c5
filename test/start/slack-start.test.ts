import { webApi } from '@slack/bolt';
import { expect, it } from 'vitest';
import { startSlack } from '../../src/start/slack.ts';

function refusedBy(error: Error) {
  const start = () => Promise.reject(error);
  return startSlack({ start } as unknown as Parameters<typeof startSlack>[0]);
}

it('says that Slack refused only where Slack said so', async () => {
  const noAnswer = new webApi.WebAPIRequestError(new Error('The operation was aborted due to timeout'));
  await expect(refusedBy(noAnswer)).rejects.toThrow(/^Slack did not answer: .*timeout\nRelais ends here/);
  const refused = new webApi.WebAPIPlatformError({ ok: false, error: 'invalid_auth' });
  await expect(refusedBy(refused)).rejects.toThrow(
    /^Slack did not accept Relais: .*invalid_auth\nCheck SLACK_BOT_TOKEN/,
  );
});
