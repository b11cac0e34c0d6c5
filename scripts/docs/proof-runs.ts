/** The latest long runs, as their scripts printed them; whoever runs one again writes it here, and calls `npm run docs`. */
export const longRuns: readonly { command: string; date: string; machine: string; result: string }[] = [];
