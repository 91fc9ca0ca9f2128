import { describe } from 'vitest';
import { testConnection } from './shell/connection.ts';
import { testDialogs } from './shell/dialogs.ts';
import { testLooks } from './shell/looks.ts';
import { testMembers } from './shell/members.ts';
import { openShell } from './shell/open-shell.ts';
import { testSettings } from './shell/settings.ts';
import { testSidebar } from './shell/sidebar.ts';
import { testWeight } from './shell/weight.ts';

/** What stands around a channel: the sidebar, the dialogs, the word on the connection, and how all of it looks. */
describe('the shell', () => {
  const shell = openShell();
  testSidebar(shell);
  testDialogs(shell);
  testMembers(shell);
  testSettings(shell);
  testConnection(shell);
  testLooks(shell);
  testWeight(shell);
});
