import { hour, type Instant, plus, plusDays } from '../calendar/time.ts';
import type { Flow } from '../flow/flow.ts';
import { momentOf, type PlanContext } from '../flow/moment.ts';

/**
 * When the leaver is thanked, and when the survey is open; never before now, and never a survey that closes before it
 * opens.
 */
export function farewellAndSurvey(
  flow: Flow,
  plan: PlanContext,
): { farewellAt: Instant; survey: { opensAt: Instant; closesAt: Instant } | null } {
  const notBefore = (at: Instant) => (at < plan.now ? plan.now : at);
  const farewellAt = notBefore(momentOf(flow.farewell, plan));
  if (!flow.survey) return { farewellAt, survey: null };
  const opensAt = notBefore(momentOf(flow.survey.opens, plan));
  const closesAt = momentOf(flow.survey.closes, plan);
  return {
    farewellAt,
    survey: { opensAt, closesAt: closesAt > plus(opensAt, hour) ? closesAt : plusDays(opensAt, 14, plan.zone) },
  };
}
