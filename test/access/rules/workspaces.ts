import type { Rules } from '../notation.ts';

/**
 * Who may do what with a workspace: `house` is the one that the people are of, `foreign` another one's, which only its owner
 * (the last column) is in. `mine` = nothing is named.
 */
export const workspaceRules: Rules = {
  // prettier-ignore
  'Query.me': {
    //                  OoAa Ckg Mm Gh xwr s
    mine:              '++++ +++ ++ ++ +++ +',
  },
  // prettier-ignore
  'Query.listWorkspaces': {
    mine:              '++++ +++ ++ ++ +++ +',
  },
  // prettier-ignore
  'Mutation.createWorkspace': {
    mine:              '++++ +++ ++ ++ +++ +',
  },
  // A report tells of a client, and nothing of who it is or where: everyone may make one.
  // prettier-ignore
  'Mutation.reportMetrics': {
    mine:              '++++ +++ ++ ++ +++ +',
  },
  // prettier-ignore
  'Mutation.updateProfile': {
    mine:              '++++ +++ ++ ++ +++ +',
  },
  // prettier-ignore
  'Query.getWorkspace': {
    //                  OoAa Ckg Mm Gh xwr s
    house:             '++++ +++ ++ ++ +w+ w',
    foreign:           'wwww www ww ww www +',
  },
  // Guests see only the channels that they were added to, not who else there is.
  // prettier-ignore
  'Query.listWorkspaceMembers': {
    house:             '++++ ++R ++ RR +w+ w',
    foreign:           'wwww www ww ww www +',
  },
  // prettier-ignore
  'Query.listChannels': {
    house:             '++++ +++ ++ ++ +w+ w',
    foreign:           'wwww www ww ww www +',
  },
  // prettier-ignore
  'Query.listMyChannels': {
    house:             '++++ +++ ++ ++ +w+ w',
    foreign:           'wwww www ww ww www +',
  },
  // prettier-ignore
  'Mutation.createChannel': {
    //                  OoAa Ckg Mm Gh xwr s
    house:             '++++ ++R ++ RR +w+ w',
    'house/private':   '++++ ++R ++ RR +w+ w',
    // With another person of the workspace in it from the start; with somebody who is in no workspace; with one who left it.
    'house/member':    '++++ ++R ++ RR +w+ w',
    'house/outsider':  'uuuu uuR uu RR uwu w',
    'house/left':      'uuuu uuR uu RR uwu w',
    foreign:           'wwww www ww ww www +',
    'foreign/private': 'wwww www ww ww www +',
  },
  // prettier-ignore
  'Mutation.openDm': {
    //                  OoAa Ckg Mm Gh xwr s
    house:             '++++ ++R ++ RR +w+ w',
    // Opened once more. A guest may not even then.
    'house/again':     '++++ ++R ++ RR +w+ w',
    'house/guest':     '++++ ++R ++ RR +w+ w',
    'house/outsider':  'uuuu uuR uu RR uwu w',
    'house/left':      'uuuu uuR uu RR uwu w',
    foreign:           'wwww www ww ww www +',
  },
  // prettier-ignore
  'Mutation.addWorkspaceMember': {
    //                  OoAa Ckg Mm Gh xwr s
    house:             '++++ RRR RR RR RwR w',
    'house/guest':     '++++ RRR RR RR RwR w',
    'house/admin':     '++++ RRR RR RR RwR w',
    // Only an owner makes owners.
    'house/owner':     '++RR RRR RR RR RwR w',
    // Somebody who is in it already; somebody who was.
    'house/again':     '++++ RRR RR RR RwR w',
    'house/left':      '++++ RRR RR RR RwR w',
    // The caller takes themselves in.
    'house/self':      '++++ RRR RR RR RwR w',
    foreign:           'wwww www ww ww www +',
  },
  // prettier-ignore
  'Mutation.updateWorkspaceMember': {
    //                  OoAa Ckg Mm Gh xwr s
    house:             '++++ RRR RR RR RwR w',
    'house/toAdmin':   '++++ RRR RR RR RwR w',
    'house/toOwner':   '++RR RRR RR RR RwR w',
    // An admin can not touch an owner.
    'house/owner':     '++RR RRR RR RR RwR w',
    'house/lastOwner': 'LLRR RRR RR RR RwR w',
    // The caller makes themselves a guest; an owner.
    'house/self':      '++++ RRR RR RR RwR w',
    'house/selfOwner': '++RR RRR RR RR RwR w',
    'house/left':      'uuuu RRR RR RR RwR w',
    'house/outsider':  'uuuu RRR RR RR RwR w',
    foreign:           'wwww www ww ww www +',
  },
  // prettier-ignore
  'Mutation.removeWorkspaceMember': {
    //                  OoAa Ckg Mm Gh xwr s
    house:             '++++ RRR RR RR RwR w',
    'house/owner':     '++RR RRR RR RR RwR w',
    'house/lastOwner': 'LLRR RRR RR RR RwR w',
    'house/self':      '++++ +++ ++ ++ +w+ w',
    'house/left':      'uuuu RRR RR RR RwR w',
    'house/outsider':  'uuuu RRR RR RR RwR w',
    foreign:           'wwww www ww ww www +',
  },
  // An inbox is its person's alone. That somebody else's is refused tells nothing: so is that of nobody.
  // prettier-ignore
  'Subscription.onInboxEvent': {
    //                  OoAa Ckg Mm Gh xwr s
    mine:              '++++ +++ ++ ++ +++ +',
    'mine/others':     'RRRR RRR RR RR RRR R',
    'mine/absent':     'RRRR RRR RR RR RRR R',
  },
  // The service's own.
  // prettier-ignore
  'Mutation.publishChannelEvent': {
    mine:              'PPPP PPP PP PP PPP P',
  },
  // prettier-ignore
  'Mutation.publishInboxEvent': {
    mine:              'PPPP PPP PP PP PPP P',
  },
  // prettier-ignore
  'Mutation.publishInboxEvents': {
    mine:              'PPPP PPP PP PP PPP P',
  },
};
