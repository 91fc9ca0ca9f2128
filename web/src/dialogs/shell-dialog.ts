import type { Channel } from '@parley/client';

/** The dialog that stands over the page. */
export type ShellDialog =
  | {
      readonly kind:
        'switcher' | 'new-dm' | 'browse' | 'create-workspace' | 'workspace-people' | 'metrics' | 'sign-out';
    }
  | { readonly kind: 'create-channel'; readonly name?: string }
  | { readonly kind: 'members' | 'settings'; readonly channel: Channel };
