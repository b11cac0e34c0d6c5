import type { TimedContract } from '../../domain/contracts/contract.ts';
import type { WorkerType } from '../../domain/flow/flow.ts';
import type { Words } from '../../domain/localized.ts';
import type { ChannelId, CompanyRole, Person, PersonId } from '../../domain/people/people.ts';
import type { Disagreement } from '../../views/forms/disagreements.ts';

/** Who is who. Answers from what Relais stored, and asks the platform for people it has not met. */
export interface Directory {
  byId(id: PersonId): Promise<Person | null>;
  /**
   * Who speaks: by the platform's user id; met for the first time: looked up and stored. Null for bots and strangers,
   * and a guest or a closed account is one.
   */
  byHandle(channel: 'slack' | 'teams', handle: string): Promise<Person | null>;
  /**
   * Whom somebody names. Also guests and closed accounts of this organisation, because they can be whoever leaves: they
   * have no handle on that platform, so Relais neither speaks with them nor writes to them there, and whoever has none
   * at all gets no work and no role. Null for bots and people of other organisations, and when a name means nobody or
   * more than one.
   */
  named(channel: 'slack' | 'teams', who: { handle: string } | { name: string }): Promise<Person | null>;
  /** As `named`. */
  byEmail(email: string): Promise<Person | null>;
  /**
   * The same, and keeps nothing of somebody who was not known: whoever does something about them asks `byEmail` then.
   * Their id is good for this answer only.
   */
  identify(email: string): Promise<Person | null>;
  /** Keeps where the person last spoke to Relais, so that cards go there; what `relais.yaml` says about them wins. */
  spokeOn(channel: ChannelId, person: Person): Promise<void>;
  rolesOf(person: Person): readonly CompanyRole[];
  /** The contract as `relais.yaml` names it, else as a source does; null where none does. */
  workerTypeOf(person: Person): WorkerType | null;
  /**
   * Everybody whose contract for a time ends on a known day, as `relais.yaml` or a source tells it; whoever a source
   * lists no more is left out.
   */
  contracts(): Promise<readonly TimedContract[]>;
  /**
   * Whether `relais.yaml` or a source names the person as the manager of somebody; null where nothing names any
   * manager, and where it is said and not believed.
   */
  managesPeople(person: Person): boolean | null;
  /** The roles of the organisation's own by their id, with those who hold them as far as the platform knows them. */
  ownRoles(): Promise<ReadonlyMap<string, { name: Words; people: readonly Person[] }>>;
  /** What sources of people say differently about this person: manager, team, country, employee number, user names. */
  disagreementsOf(person: Person): Promise<readonly Disagreement[]>;
  /** Everybody who holds a role, as far as the platform knows them. */
  holders(role: CompanyRole): Promise<readonly Person[]>;
}
