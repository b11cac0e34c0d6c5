import { calendarContract } from '../contracts/calendar-contract.ts';
import { createMemoryCalendar } from '../support/memory/memory-calendar.ts';

calendarContract('the one in memory', async () => {
  const { calendar, of, failNext } = createMemoryCalendar();
  return { calendar, count: async (person) => of(person).size, down: () => failNext('unavailable') };
});
