import { Bar, BarChart, CartesianGrid, LabelList, ReferenceLine, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import type { DeskChart } from '../../views/desk/desk-page.ts';

const ink = { fill: 'var(--ink)', fontSize: 13 };
const rowHeight = 34;

/** Bars that lie, so that long names have room on a phone. Each bears its value as text; the numbers stand beside it as a table too. */
export function ChartPicture({ chart: { title, unit, goal, points } }: { chart: DeskChart }) {
  const data = points.map(({ label, value, words }) => ({ label: short(label), value: value ?? 0, words }));
  return (
    <div className="picture">
      <ResponsiveContainer width="100%" height={rowHeight * points.length + 60}>
        <BarChart data={data} layout="vertical" margin={{ top: 8, right: 96, bottom: 8, left: 0 }} title={title}>
          <CartesianGrid horizontal={false} stroke="var(--line)" />
          <XAxis type="number" tick={ink} stroke="var(--soft)" unit={` ${unit}`} hide={data.length > 40} />
          <YAxis type="category" dataKey="label" width={140} tick={ink} stroke="var(--soft)" interval={0} />
          <Bar dataKey="value" fill="var(--accent)" radius={[0, 4, 4, 0]} isAnimationActive={false}>
            <LabelList dataKey="words" position="right" fill="var(--ink)" fontSize={12} />
          </Bar>
          {goal && (
            <ReferenceLine
              x={goal.value}
              stroke="var(--danger)"
              strokeDasharray="4 3"
              label={{ value: goal.label, fill: 'var(--danger)', fontSize: 12, position: 'insideTopRight' }}
            />
          )}
        </BarChart>
      </ResponsiveContainer>
    </div>
  );
}

function short(label: string): string {
  return label.length <= 40 ? label : `${label.slice(0, 39)}…`;
}
