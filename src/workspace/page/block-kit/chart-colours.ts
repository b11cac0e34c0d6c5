/**
 * How many colours the parts of a whole have before they begin again; see `.block-chart-row[data-part]` in
 * `blocks.css`.
 */
export const chartColours = 6;
