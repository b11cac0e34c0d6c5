import type { Instant } from '../../domain/calendar/time.ts';
import type { CardSpec } from '../../domain/cards/audience.ts';
import type { Departure } from '../../domain/departure.ts';
import type { Person } from '../../domain/people/people.ts';
import type { CardView } from '../../views/card-view.ts';
import { accessCard } from '../../views/cards/access-card.ts';
import { alertCard } from '../../views/cards/alert-card.ts';
import { departureCard } from '../../views/cards/departure-card.ts';
import { departureDetailsCard } from '../../views/cards/departure-details.ts';
import { escalationCard } from '../../views/cards/escalation-card.ts';
import { farewellCard } from '../../views/cards/farewell-card.ts';
import { handedCard } from '../../views/cards/handed-card.ts';
import { hrCard } from '../../views/cards/hr-card.ts';
import { meetingCard } from '../../views/cards/meeting-card.ts';
import { outcomeCard } from '../../views/cards/outcome-card.ts';
import { surveyCard } from '../../views/cards/survey-card.ts';
import { taskCard } from '../../views/cards/task-card.ts';

interface Drawing {
  departure: Departure;
  reader: Person;
  now: Instant;
  /** Whether mails can be sent; not, where it is left out. */
  byMail?: boolean;
}

/** The card that a spec names, for its reader; null when what it was about is no more. */
export function drawCard(spec: CardSpec, { departure, reader, now, byMail = false }: Drawing): CardView | null {
  switch (spec.card) {
    case 'departure':
      return departureCard(departure, reader, now, { byMail });
    case 'departure-details':
      return departureDetailsCard(departure, reader, now);
    case 'handed':
      return handedCard(departure, reader, now);
    case 'access':
      return accessCard(departure, reader, now);
    case 'outcome':
      return outcomeCard(departure, reader, now);
    case 'farewell':
      return farewellCard(departure, reader, now, { byMail });
    case 'meeting':
      return meetingCard(departure, reader, now);
    case 'hr':
      return hrCard(departure, spec.subject, reader, now);
    case 'survey':
      return surveyCard(departure, reader, now);
    case 'alert': {
      const alert = departure.alerts.find((one) => one.id === spec.subject);
      return alert ? alertCard(departure, alert, reader, now) : null;
    }
    case 'task':
    case 'escalation': {
      const task = departure.tasks.find((one) => one.id === spec.subject);
      if (!task) return null;
      return (spec.card === 'task' ? taskCard : escalationCard)(departure, task, reader, now);
    }
  }
}
