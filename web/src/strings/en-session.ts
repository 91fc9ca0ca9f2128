/** Every word of signing in and out. */
export const session = {
  title: 'Sign in',
  heading: 'Sign in to Parley',
  looking: 'Looking for accounts…',
  choose: 'Choose who to be in this window.',
  accounts: 'Accounts',
  signingIn: 'Signing in…',
  tryAgain: 'Try again',
  ended: 'Your session has ended. Sign in again, and you are back where you were.',
  signedOut: 'You are signed out. Nothing of yours is kept on this device.',
  signedOutElsewhere: 'You signed out in another window. Nothing of yours is kept on this device.',
  notRemoved:
    'You are signed out, but something of yours could not be removed from this device. Clear this site’s data in the browser.',

  tokenWay: 'Sign in with a session token',
  token: 'Session token',
  tokenExplained: 'Of the application that you are signed in to. It stays in this window alone.',
  tokenSubmit: 'Sign in',
  tokenRefused: 'This token is not valid, or not any more.',

  email: 'E-mail',
  password: 'Password',
  submit: 'Sign in',
  newPassword: 'New password',
  newPasswordExplained: 'You sign in for the first time: choose a password of your own.',
  code: 'Code',
  codeExplained: 'The code that your authenticator app shows.',
  refused: 'The e-mail address or the password is not right.',
  codeRefused: 'The code is not right, or not any more.',
  passwordRefused: 'Use at least 12 characters, with small and capital letters, digits and symbols.',
  tooManyTries: 'Too many tries. Wait a few minutes.',
  otherStep: 'This account asks for a step that this page does not know. Ask whoever runs your Parley.',
} as const;
