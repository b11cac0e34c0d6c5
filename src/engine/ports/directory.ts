import type { ChannelId, CompanyRole, Person, PersonId } from '../../domain/people.ts';

/** Who is who. Answers from what Relais stored, and asks the platform for people it has not met. */
export interface Directory {
  byId(id: PersonId): Promise<Person | null>;
  /** By the platform's user id; met for the first time: looked up and stored. Null for bots and strangers. */
  byHandle(channel: 'slack' | 'teams', handle: string): Promise<Person | null>;
  byEmail(email: string): Promise<Person | null>;
  /** Keeps where the person last spoke to Relais, so that cards go there; what `relais.yaml` says about them wins. */
  spokeOn(channel: ChannelId, person: Person): Promise<void>;
  rolesOf(person: Person): readonly CompanyRole[];
  /** Everybody who holds a role, as far as the platform knows them. */
  holders(role: CompanyRole): Promise<readonly Person[]>;
}
