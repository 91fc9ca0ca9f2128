import { describe, expect, test } from 'vitest';
import { saySignInError, type SignInStep } from '../../../web/src/session/say-sign-in-error.ts';

/** What a user pool's refusal says to people, by the step that they were at. */
describe('a refusal of the user pool', () => {
  test.each<[name: string, step: SignInStep, said: RegExp]>([
    ['NotAuthorizedException', 'begin', /address or the password/],
    // The same name says that the time for a step is over: no answer is right any more.
    ['NotAuthorizedException', 'new-password', /Start again/],
    ['NotAuthorizedException', 'code', /Start again/],
    ['UserNotFoundException', 'begin', /address or the password/],
    ['CodeMismatchException', 'code', /The code is not right/],
    ['InvalidPasswordException', 'new-password', /at least 12 characters/],
    ['TooManyRequestsException', 'begin', /Wait a few minutes/],
    ['NetworkError', 'begin', /can not be reached/],
    ['SomethingNewException', 'begin', /Something went wrong/],
  ])('%s at %s', (name, step, said) => {
    expect(saySignInError(Object.assign(new Error('No.'), { name }), step)).toMatch(said);
  });
});
