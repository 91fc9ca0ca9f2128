import { me as query } from '../../generated/operations.ts';
import { MessagingError } from './errors.ts';
import type { User } from './model.ts';
import type { Api, AskOptions } from './transport/api.ts';

/** The one person that a `Parley` is for. */
export interface Identity {
  /** Their id, as far as it is known. */
  person(): string | null;
  /** Their id. Asked for until it is known. */
  userId(): Promise<string>;
  /** Their profile. Rejects with `PERSON_CHANGED` where the session is another's. */
  me(): Promise<User>;
  /**
   * Resolves where the session of this token is theirs, else rejects. Each token is asked about once: what is in a token is nobody's business
   * but the service's.
   */
  check(token: string): Promise<unknown>;
}

/** `onKnown` is called each time that the service has said who it is. */
export function createIdentity(api: Api, given: string | undefined, onKnown: () => void): Identity {
  let person = given ?? null;
  let asked: Promise<User> | undefined;
  let last: { readonly token: string; readonly isTheirs: Promise<unknown> } | undefined;

  async function ask(options: AskOptions): Promise<User> {
    const { me } = await api.ask(query, {}, options);
    person ??= me.id;
    if (me.id === person) return me;
    throw new MessagingError({
      code: 'PERSON_CHANGED',
      type: 'Unauthenticated',
      message: 'This is another person’s session.',
    });
  }

  async function me(): Promise<User> {
    let token = '';
    const user = await ask({ onToken: (sent) => void (token = sent) });
    last = { token, isTheirs: Promise.resolve() };
    onKnown();
    return user;
  }

  return {
    person: () => person,
    async userId() {
      if (person !== null) return person;
      asked ??= me();
      asked.catch(() => (asked = undefined));
      return (await asked).id;
    },
    me,
    check(token) {
      if (last?.token === token) return last.isTheirs;
      const isTheirs = ask({ token });
      const now = { token, isTheirs };
      last = now;
      isTheirs.catch(({ code }: MessagingError) => {
        if (last === now && code !== 'PERSON_CHANGED') last = undefined;
      });
      return isTheirs;
    },
  };
}
