import type { App } from '@slack/bolt';
import type { Logger } from 'pino';
import { z } from 'zod';
import { type Once, StillBusyError } from '../once.ts';
import { pending, within } from '../within.ts';

const eventSchema = z.looseObject({
  type: z.literal('event_callback'),
  event_id: z.string().min(1).max(200),
  team_id: z.string().max(200).nullish(),
  event: z.looseObject({ type: z.string() }),
});

/** Slack waits three seconds, and then sends the event again. */
const slackWaits = 2000;
/** By then it is known whether somebody else is at it. */
const storeAnswers = 400;

/**
 * Slack sends an event again when our answer came late or got lost: same `event_id`, new signature. It is taken once,
 * over both transports, and acknowledged when it is done (or Slack's patience ends), so that Slack sends it again to
 * whoever is there after a crash. Where the store cannot be asked in time, Slack is told to send it again, and it is
 * done once the store answers.
 */
export function takeEventsOnce(app: Pick<App, 'processEvent'>, once: Once, log: Logger): void {
  const handle = app.processEvent.bind(app);
  app.processEvent = async (event) => {
    const { data } = eventSchema.safeParse(event.body);
    if (!data) return handle(event);
    let begun = false;
    // Bolt would acknowledge before anything is done.
    const ack = async () => undefined;
    const work = once(`slack/event/${data.team_id ?? ''}/${data.event_id}`, () => {
      begun = true;
      return handle({ ...event, ack });
    });
    const first = await within(work, slackWaits);
    // Not begun here: somebody else is at it, and whether Slack must send it again is known soon; or nobody knows yet.
    if (first === pending && !begun && (await within(work, storeAnswers)) === pending && !begun) {
      work.catch((err: unknown) => log.warn({ event: 'slack.late', err }, 'An event was not done in the end'));
      throw new StillBusyError('the store has not answered whether this event is new; send it again later');
    }
    await event.ack();
    await work;
  };
}
