import { Amplify } from 'aws-amplify';
import { confirmSignIn, fetchAuthSession, signIn, type SignInOutput, signOut } from 'aws-amplify/auth';
import { cognitoToken } from '@parley/client/cognito';
import type { UserPoolOutputs } from '../outputs/outputs.ts';
import type { Step, UserPool } from './pool-sign-in.ts';

/** The user pool by Amplify. Loaded only where a deployment has one. */
export function openAmplifyUserPool(outputs: UserPoolOutputs): UserPool {
  Amplify.configure({ Auth: { Cognito: { ...outputs } } });
  return {
    token: cognitoToken(),
    async isSignedIn() {
      const { tokens } = await fetchAuthSession().catch(() => ({ tokens: undefined }));
      return tokens !== undefined;
    },
    async signIn(username, password) {
      // Somebody whose sign-in was broken off would be in the way.
      await signOut().catch(() => {});
      return stepOf(await signIn({ username, password }));
    },
    answer: async (challengeResponse) => stepOf(await confirmSignIn({ challengeResponse })),
    signOut: () => signOut(),
  };
}

function stepOf({ isSignedIn, nextStep: { signInStep } }: SignInOutput): Step {
  if (isSignedIn) return 'done';
  switch (signInStep) {
    case 'CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED':
      return 'new-password';
    case 'CONFIRM_SIGN_IN_WITH_TOTP_CODE':
      return 'code';
    default:
      return 'other';
  }
}
