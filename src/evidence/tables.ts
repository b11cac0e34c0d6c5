import type { EvidenceReport } from '../domain/evidence/report.ts';
import { csvOf } from './csv.ts';

/** One line for each decision. */
export function decisionsCsv({ departures }: EvidenceReport): Uint8Array {
  return csvOf(
    ['departure', 'entry', 'at', 'who', 'roles', 'name', 'decision', 'about', 'plan', 'until', 'text'],
    departures.flatMap(({ departureId, decisions }) =>
      decisions.map(({ seq, at, by, type, about, planHash, until, text }) => [
        ...[departureId, seq, at, by.code, by.roles.join(' '), by.name],
        ...[type, about, planHash, until, text],
      ]),
    ),
  );
}

/** One line for each thing that was to be ended. */
export function actionsCsv({ departures }: EvidenceReport): Uint8Array {
  return csvOf(
    [
      ...[
        'departure',
        'system',
        'account',
        'login',
        'action',
        'stage',
        'call',
        'target',
        'effect',
        'first call',
        'last call',
      ],
      ...[
        'calls',
        'done',
        'read back',
        'entry of read-back',
        'http',
        'request id',
        'ending',
        'open seconds',
        'residual until',
      ],
    ],
    departures.flatMap(({ departureId, systems }) =>
      systems.flatMap(({ system, accounts }) =>
        accounts.flatMap(({ code, login, actions }) =>
          actions.map((one) => [
            ...[departureId, system, code, login, one.code, one.stage, one.call, one.target, one.effect],
            ...[one.firstCall?.at, one.lastCall?.at, one.calls, one.done?.at, one.readBack?.at, one.readBack?.seq],
            ...[one.http, one.requestId, one.ending, one.openSeconds, one.residualUntil],
          ]),
        ),
      ),
    ),
  );
}

/** One line for each exception. */
export function exceptionsCsv({ departures }: EvidenceReport): Uint8Array {
  return csvOf(
    ['departure', 'entry', 'at', 'system', 'action', 'who', 'roles', 'name', 'reason', 'until', 'ended'],
    departures.flatMap(({ departureId, exceptions }) =>
      exceptions.map(({ seq, at, system, action, by, reason, until, ended }) => [
        ...[departureId, seq, at, system, action, by.code, by.roles.join(' '), by.name, reason, until, ended?.at],
      ]),
    ),
  );
}
