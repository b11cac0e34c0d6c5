import type { Sandbox } from './sandbox.ts';
import type { Core } from './sandbox-core.ts';

/** How a system finds a person, and what it keeps of their doings. */
interface PersonPlan<State, User> {
  users(state: State): readonly User[];
  /** Every address that the person goes by there. */
  addressesOf(user: User): readonly string[];
  /** Whether the person can sign in there now. */
  getsIn(user: User): boolean;
  /** The person uses it now. */
  use(user: User, state: State): void;
  /** An administrator opens the account again. */
  reopen(user: User): void;
}

/**
 * What the people of the local workspace do in a system, by their addresses in any case; false where it knows nobody by
 * that one.
 */
export function personControls<State, User>(
  core: Core<State>,
  { users, addressesOf, getsIn, use, reopen }: PersonPlan<State, User>,
): Pick<Sandbox, 'signIn' | 'recordActivity' | 'reopen'> {
  const find = (state: State, email: string) =>
    users(state).find((user) => addressesOf(user).some((one) => one.toLowerCase() === email.toLowerCase()));
  const happen = (email: string, change: (user: User, state: State) => void) =>
    core.happen((state) => {
      const user = find(state, email);
      if (user === undefined) return false;
      change(user, state);
      return true;
    });
  return {
    signIn(email) {
      const user = find(core.state(), email);
      return user !== undefined && getsIn(user);
    },
    recordActivity: (email) => happen(email, use),
    reopen: (email) => happen(email, reopen),
  };
}
