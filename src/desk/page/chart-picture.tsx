import { Bar, BarChart, ReferenceLine, ResponsiveContainer, Text, useChartWidth, XAxis, YAxis } from 'recharts';
import type { DeskChart } from '../../views/desk/desk-page.ts';

const [rowHeight, barHeight] = [60, 16];

/**
 * Bars that lie, each under its value and its name, so that both have the whole width of a phone. There is no scale to
 * read them off: the values are there, in words that Relais made. For the eye alone; whoever reads by ear has the
 * sentence and the table.
 */
export function ChartPicture({ chart: { full, goal, points } }: { chart: DeskChart }) {
  const longest = Math.max(...points.map(({ value }) => value ?? 0), goal?.value ?? 0);
  const data = points.map(({ value }, place) => ({ place, value: value ?? 0 }));
  return (
    <div className="picture" aria-hidden="true">
      <ResponsiveContainer width="100%" height={rowHeight * points.length + 16}>
        <BarChart
          data={data}
          layout="vertical"
          margin={{ top: 14, right: 2, bottom: 2, left: 2 }}
          accessibilityLayer={false}
        >
          <XAxis type="number" hide domain={[0, full ?? (longest || 1)]} allowDataOverflow />
          <YAxis
            type="category"
            dataKey="place"
            width={1}
            interval={0}
            tick={<RowName points={points} />}
            tickLine={false}
            axisLine={false}
          />
          <Bar
            dataKey="value"
            fill="var(--accent)"
            barSize={barHeight}
            radius={[0, 4, 4, 0]}
            isAnimationActive={false}
          />
          {goal && <ReferenceLine x={goal.value} stroke="var(--danger)" strokeWidth={2} strokeDasharray="4 3" />}
        </BarChart>
      </ResponsiveContainer>
    </div>
  );
}

/** recharts adds `y`, the middle of the row, and `payload`, its place, to what is given here. */
function RowName({ points, y = 0, payload }: Pick<DeskChart, 'points'> & { y?: number; payload?: { value: number } }) {
  const width = useChartWidth() ?? 0;
  const point = points[payload?.value ?? -1];
  if (!point) return null;
  return (
    <Text
      x={2}
      y={y - barHeight / 2 - 5}
      width={width - 4}
      maxLines={2}
      lineHeight="1.2em"
      textAnchor="start"
      verticalAnchor="end"
      fill="var(--ink)"
      stroke="var(--ground)"
      strokeWidth={4}
      paintOrder="stroke"
      fontSize={14}
    >
      {/* The value first: a name that is too long loses its end. */}
      {`${point.words} · ${point.label}`}
    </Text>
  );
}
