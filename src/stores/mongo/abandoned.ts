import type { MongoClient } from 'mongodb';
import { z } from 'zod';
import { appNameOf } from './connection.ts';

/**
 * No transaction of ours pauses for so long between two of its steps unless its process has died or stands still, in
 * microseconds.
 */
const idleFor = 3_000_000;

const idleSchema = z.object({ lsid: z.object({ id: z.unknown() }) });

/**
 * Ends transactions of ours that a process left open when it died. The server would keep what they changed locked for a
 * minute, and with it the count of departures. One that still lives is told, and makes its transaction again. Never
 * rejects: it is a help and no more.
 */
export async function endAbandoned(client: MongoClient, database: string): Promise<void> {
  const admin = client.db('admin');
  try {
    const found = await admin
      .aggregate(
        [
          { $currentOp: { allUsers: false, idleSessions: true } },
          {
            $match: {
              appName: appNameOf(database, 'store'),
              type: 'idleSession',
              'transaction.timeInactiveMicros': { $gt: idleFor },
            },
          },
          { $project: { lsid: 1 } },
        ],
        // As a Buffer, the id would lose that it is a UUID.
        { readConcern: { level: 'local' }, promoteBuffers: false },
      )
      .toArray();
    const sessions = found.map((one) => ({ id: idleSchema.parse(one).lsid.id }));
    if (sessions.length > 0) await admin.command({ killSessions: sessions });
  } catch {
    // Whoever asked goes on waiting.
  }
}
