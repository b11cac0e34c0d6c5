import { Link } from 'react-aria-components';
import type { DeskDay, DeskMonth } from '../../views/desk/desk-page.ts';
import { drawnAs } from './drawn-as.ts';
import { hrefOf } from './route.ts';

/** A month as a grid; on a phone as the list of the days on which something is. */
export function MonthView({ month: { label, weekdays, weeks } }: { month: DeskMonth }) {
  return (
    <table {...drawnAs.table} className="month" aria-label={label}>
      <thead>
        <tr {...drawnAs.row}>
          {weekdays.map((one) => (
            <th key={one} {...drawnAs.head} scope="col">
              {one}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the weeks of a month never change their places
          <tr key={index} {...drawnAs.row}>
            {week.map((day, place) => (
              <DayCell key={weekdays[place]} day={day} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function DayCell({ day }: { day: DeskDay | null }) {
  if (day === null) return <td {...drawnAs.cell} className="other" />;
  const look = ['day', day.today && 'today', day.items.length === 0 && 'free'].filter(Boolean).join(' ');
  return (
    <td {...drawnAs.cell} className={look}>
      <time dateTime={day.date}>
        <span className="number" aria-hidden="true">
          {day.number}
        </span>
        <span className="full">{day.label}</span>
      </time>
      {day.items.length > 0 && (
        <ul>
          {day.items.map(({ text, to }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: what is on one day never changes its place
            <li key={index}>
              <Link href={hrefOf(to)}>{text}</Link>
            </li>
          ))}
        </ul>
      )}
    </td>
  );
}
