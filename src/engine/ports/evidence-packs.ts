import type { Level } from '../../domain/evidence/level.ts';
import type { EvidenceReport } from '../../domain/evidence/report.ts';
import type { Naming } from '../../domain/evidence/who.ts';

/** Which departures go into a pack, and how they were chosen. */
interface PackAsked {
  level: Level;
  departures: readonly string[];
  period: EvidenceReport['period'];
  sample: EvidenceReport['sample'];
  /** `taker`: of the period only what whoever takes it may see; the cover says so. */
  limitedTo?: EvidenceReport['limitedTo'];
  /** Departures whose data was erased; for an auditor those alone that they may know of. */
  erased: number;
}

/** Makes signed packs of evidence; the engine knows neither PDFs nor keys. */
export interface EvidencePacks {
  /** By which codes packs of this installation call people and things. */
  codes(): Promise<Naming['codeOf']>;
  /**
   * One ZIP, checked as a stranger would before it is given. `digest`: SHA-256 of it; `fingerprint`: of the key. Throws
   * StoreError `corrupt` where a journal is not whole.
   */
  make(asked: PackAsked): Promise<{ bytes: Uint8Array; digest: string; fingerprint: string }>;
}
