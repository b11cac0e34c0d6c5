import { hour, type Instant, instantOf, plus, plusDays } from '../calendar/time.ts';
import type { Flow } from '../flow/flow.ts';
import { type Hears, usualHears } from '../flow/hears.ts';
import { momentOf, type PlanContext } from '../flow/moment.ts';

/** When a first message comes on the day that the manager chose, unless the flow has an hour of its own. */
const morning = '10:00';

/**
 * When the leaver is thanked, and when the survey is open; never before now, and never a survey that closes before it
 * opens. `before`: when they were thanked under the
 * earlier dates.
 */
export function farewellAndSurvey(
  flow: Flow,
  plan: PlanContext,
  { hears = usualHears, before = null }: { hears?: Hears | undefined; before?: Instant | null } = {},
): { farewellAt: Instant; survey: { opensAt: Instant; closesAt: Instant } | null } {
  const notBefore = (at: Instant) => (at < plan.now ? plan.now : at);
  const farewellAt = firstMessage();
  if (!flow.survey) return { farewellAt, survey: null };
  const opensAt = notBefore(momentOf(flow.survey.opens, plan));
  const planned = momentOf(flow.survey.closes, plan);
  const closesAt = planned > plus(opensAt, hour) ? planned : plusDays(opensAt, 14, plan.zone);
  return { farewellAt, survey: { opensAt, closesAt } };

  function firstMessage(): Instant {
    const { leaver } = hears;
    const isDay = leaver !== 'flow' && leaver !== 'team-told' && leaver !== 'at-once';
    // A day that was chosen, and that the last working day was moved before, would come when they have left.
    const isOver = isDay && leaver > plan.dates.lastWorkingDay.date;
    if (flow.confidential || leaver === 'flow' || leaver === 'team-told' || isOver)
      return notBefore(momentOf(flow.farewell, plan));
    if (leaver === 'at-once') return before ?? plan.now;
    return notBefore(instantOf(leaver, flow.farewell.at ?? morning, plan.zone));
  }
}
