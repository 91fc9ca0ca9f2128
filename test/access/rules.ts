import type { Rules } from './notation.ts';
import { channelRules } from './rules/channels.ts';
import { messageRules } from './rules/messages.ts';
import { workspaceRules } from './rules/workspaces.ts';

/** Who may do what, for every field that a client can begin with. Written from what was asked for, not from the code. */
export const rules: Rules = { ...workspaceRules, ...channelRules, ...messageRules };
