import { randomUUID } from 'node:crypto';
import type { UserPoolDefinition } from '../assembly/model.ts';
import { standardAttributes } from '../assembly/user-pools.ts';
import { CognitoError, invalidParameter } from './cognito-error.ts';
import { checkPolicy, storePassword } from './password.ts';
import type { StoredUser } from './store.ts';

/** The users of one pool. */
export interface Users {
  /** By whatever the pool lets people sign in with. null = nobody. */
  find(name: string): StoredUser | null;
  bySub(sub: string): StoredUser | null;
  /** Throws a `CognitoError` for what the pool does not take: the name, the password, an attribute. */
  create(user: NewUser): Promise<StoredUser>;
  /** Sets the password and the groups, and adds the attributes. */
  update(user: StoredUser, to: Pick<NewUser, 'password' | 'attributes' | 'groups'>): Promise<void>;
  /** Throws where a verified alias would no longer name one user alone. */
  confirm(user: StoredUser, verifiedAttributes: readonly string[]): void;
}

export interface NewUser {
  readonly username: string;
  readonly password: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly status: StoredUser['status'];
  readonly groups: readonly string[];
}

const forms: Readonly<Record<string, RegExp>> = {
  email: /^[^\s@]{1,64}@[^\s@]{1,255}$/,
  phone_number: /^\+\d{1,15}$/,
};

/** A password is bound to the pool by the part of its id behind the region. */
export function poolNameOf({ id }: UserPoolDefinition): string {
  return id.slice(id.indexOf('_') + 1);
}

export function createUsers(pool: UserPoolDefinition, users: StoredUser[]): Users {
  const plain = (name: string): string => (pool.isCaseSensitive ? name : name.toLowerCase());
  const bySub = (sub: string): StoredUser | null => users.find((user) => user.sub === sub) ?? null;

  const isNamed = (user: StoredUser, name: string): boolean => {
    const isAlias = (attribute: string): boolean => plain(user.attributes[attribute] ?? '') === name;
    return (
      plain(user.username) === name ||
      user.sub === name ||
      pool.usernameAttributes.some(isAlias) ||
      pool.aliasAttributes.some((alias) => isAlias(alias) && isVerified(user, alias))
    );
  };
  const find = (name: string): StoredUser | null =>
    name === '' ? null : (users.find((user) => isNamed(user, plain(name))) ?? null);

  return {
    find,
    bySub,
    async create({ username: given, password, attributes, status, groups }) {
      const byAttribute = pool.usernameAttributes.find((attribute) => forms[attribute]?.test(given)) ?? null;
      checkName(pool, given, byAttribute);
      const all = byAttribute === null ? { ...attributes } : { ...attributes, [byAttribute]: given };
      checkAttributes(pool, all);
      checkPolicy(password, pool.passwordPolicy);
      const sub = randomUUID();
      const username = byAttribute === null ? given : sub;
      const stored = await storePassword(poolNameOf(pool), username, password);
      // Looked for last: two requests may have waited for their passwords at once.
      const taken = [given, ...pool.usernameAttributes.map((name) => all[name] ?? '')].find((name) => find(name));
      if (taken !== undefined) throw exists(byAttribute);
      const user: StoredUser = { sub, username, status, password: stored, attributes: all, groups };
      users.push(user);
      return user;
    },
    async update(user, { password, attributes, groups }) {
      const all = { ...user.attributes, ...attributes };
      checkAttributes(pool, all);
      checkPolicy(password, pool.passwordPolicy);
      user.password = await storePassword(poolNameOf(pool), user.username, password);
      user.attributes = all;
      user.groups = groups;
    },
    confirm(user, verifiedAttributes) {
      for (const attribute of verifiedAttributes) {
        const value = plain(user.attributes[attribute] ?? '');
        const other = pool.aliasAttributes.includes(attribute) ? find(value) : null;
        if (other && other !== user) {
          throw new CognitoError('AliasExistsException', `An account with the ${attribute} already exists.`);
        }
      }
      for (const attribute of verifiedAttributes) user.attributes[`${attribute}_verified`] = 'true';
      user.status = 'CONFIRMED';
    },
  };
}

/** The preferred username needs no proof; the others do. */
function isVerified(user: StoredUser, alias: string): boolean {
  return alias === 'preferred_username' ? user.status === 'CONFIRMED' : user.attributes[`${alias}_verified`] === 'true';
}

function checkName(pool: UserPoolDefinition, given: string, byAttribute: string | null): void {
  if (pool.usernameAttributes.length > 0 && byAttribute === null) {
    const wanted = pool.usernameAttributes.map((name) => (name === 'email' ? 'an email' : 'a phone number'));
    throw invalidParameter(`Username should be ${wanted.join(' or ')}.`);
  }
  if (!/^[\p{L}\p{M}\p{S}\p{N}\p{P}]{1,128}$/u.test(given)) {
    throw invalidParameter("1 validation error detected: Value at 'username' failed to satisfy constraint");
  }
  if (pool.usernameAttributes.length === 0 && pool.aliasAttributes.includes('email') && forms['email']?.test(given)) {
    throw invalidParameter('Username cannot be of email format, since user pool is configured for email alias.');
  }
}

function checkAttributes(pool: UserPoolDefinition, attributes: Readonly<Record<string, string>>): void {
  const wrong = 'Attributes did not conform to the schema:';
  for (const [name, value] of Object.entries(attributes)) {
    if (!standardAttributes.has(name) && !pool.customAttributes.includes(name)) {
      throw invalidParameter(`${wrong} Type for attribute {${name}} could not be determined`);
    }
    if (forms[name]?.test(value) === false) throw invalidParameter(`Invalid ${name.replace('_', ' ')} format.`);
  }
  const missing = pool.requiredAttributes.filter((name) => name !== 'sub' && !attributes[name]);
  if (missing.length > 0) {
    throw invalidParameter(
      `${wrong} ${missing.map((name) => `${name}: The attribute ${name} is required`).join('; ')}`,
    );
  }
}

function exists(byAttribute: string | null): CognitoError {
  const message =
    byAttribute === null ? 'User already exists' : `An account with the given ${byAttribute} already exists.`;
  return new CognitoError('UsernameExistsException', message);
}
