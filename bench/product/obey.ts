import { type Order, orderSchema, type Report } from './messages.ts';

/** Takes orders until the measuring process is gone; a failure is told, and ends nothing by itself. */
export function obey(work: (order: Order) => Promise<Report>): void {
  const tell = (report: Report) => process.send?.(report);
  process.on('message', (message) => {
    work(orderSchema.parse(message)).then(tell, (error: unknown) =>
      tell({ type: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
  });
  process.on('disconnect', () => process.exit());
}
