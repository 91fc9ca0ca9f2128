import type { Rules } from '../notation.ts';

/**
 * Who may do what with a message, in each kind of channel: one of the caller's own (`own`; of who never could write there, one put
 * there for the purpose), another's (`other`), one of their own that is deleted (`deleted`), and one named with the channel
 * although it is in another (`elsewhere`: in one that some of them read, `hidden`: in one that none of them does).
 *
 * That a channel is archived comes before what is to be done to the message.
 */
// prettier-ignore
const seen = {
  //                          OoAa Ckg Mm Gh xwr s
  'public/own':              '++++ +++ ++ +c +c+ c',
  'public/other':            '++++ +++ ++ +c +c+ c',
  'public/deleted':          '++++ +++ ++ +c +c+ c',
  'private/own':             '+c+c +c+ +c +c ccc c',
  'private/other':           '+c+c +c+ +c +c ccc c',
  'private/deleted':         '+c+c +c+ +c +c ccc c',
  'ownDm/own':               '+c+c +c+ +c +c cc+ c',
  'ownDm/other':             '+c+c +c+ +c +c cc+ c',
  'ownDm/deleted':           '+c+c +c+ +c +c cc+ c',
  'foreignDm/own':           'cccc ccc cc cc ccc c',
  'foreignDm/other':         'cccc ccc cc cc ccc c',
  'foreignDm/deleted':       'cccc ccc cc cc ccc c',
  'archivedPublic/own':      '++++ +++ ++ +c +c+ c',
  'archivedPublic/other':    '++++ +++ ++ +c +c+ c',
  'archivedPublic/deleted':  '++++ +++ ++ +c +c+ c',
  'archivedPrivate/own':     '+c+c +c+ +c +c ccc c',
  'archivedPrivate/other':   '+c+c +c+ +c +c ccc c',
  'archivedPrivate/deleted': '+c+c +c+ +c +c ccc c',
};

/** The pair of channel and message is checked, whatever the caller may know of the message where it is. */
// prettier-ignore
const mismatched = {
  //                          OoAa Ckg Mm Gh xwr s
  'public/elsewhere':        'mmmm mmm mm mc mcm c',
  'public/hidden':           'mmmm mmm mm mc mcm c',
  'private/elsewhere':       'mcmc mcm mc mc ccc c',
  'private/hidden':          'mcmc mcm mc mc ccc c',
  'ownDm/hidden':            'mcmc mcm mc mc ccm c',
};

/** In archived channels and in those of others, every change of a message ends alike. */
// prettier-ignore
const closed = {
  //                          OoAa Ckg Mm Gh xwr s
  'foreignDm/own':           'cccc ccc cc cc ccc c',
  'foreignDm/other':         'cccc ccc cc cc ccc c',
  'foreignDm/deleted':       'cccc ccc cc cc ccc c',
  'archivedPublic/own':      'AAAA AAA AA Ac AcA c',
  'archivedPublic/other':    'AAAA AAA AA Ac AcA c',
  'archivedPublic/deleted':  'AAAA AAA AA Ac AcA c',
  'archivedPrivate/own':     'AcAc AcA Ac Ac ccc c',
  'archivedPrivate/other':   'AcAc AcA Ac Ac ccc c',
  'archivedPrivate/deleted': 'AcAc AcA Ac Ac ccc c',
};

/** A reaction is its person's, so whose the message is does not matter; a deleted message has no more of them. */
// prettier-ignore
const reacted = {
  //                          OoAa Ckg Mm Gh xwr s
  'public/own':              '++++ +++ ++ +c +c+ c',
  'public/other':            '++++ +++ ++ +c +c+ c',
  'public/deleted':          'XXXX XXX XX Xc XcX c',
  'private/own':             '+c+c +c+ +c +c ccc c',
  'private/other':           '+c+c +c+ +c +c ccc c',
  'private/deleted':         'XcXc XcX Xc Xc ccc c',
  'ownDm/own':               '+c+c +c+ +c +c cc+ c',
  'ownDm/other':             '+c+c +c+ +c +c cc+ c',
  'ownDm/deleted':           'XcXc XcX Xc Xc ccX c',
  ...closed,
  ...mismatched,
};

export const messageRules: Rules = {
  // Names no channel, so it is the message that is not there.
  'Query.getMessage': Object.fromEntries(
    Object.entries(seen).map(([object, row]) => [object, row.replaceAll('c', 'm')]),
  ),
  'Query.listReactions': { ...seen, ...mismatched },
  'Query.attachmentLinks': { ...seen, ...mismatched },
  'Mutation.addReaction': reacted,
  'Mutation.removeReaction': reacted,
  // Its author alone, whatever else the caller is.
  // prettier-ignore
  'Mutation.editMessage': {
    //                          OoAa Ckg Mm Gh xwr s
    'public/own':              '++++ +++ ++ +c +c+ c',
    'public/other':            'NNNN NNN NN Nc NcN c',
    'public/deleted':          'XXXX XXX XX Xc XcX c',
    'private/own':             '+c+c +c+ +c +c ccc c',
    'private/other':           'NcNc NcN Nc Nc ccc c',
    'private/deleted':         'XcXc XcX Xc Xc ccc c',
    'ownDm/own':               '+c+c +c+ +c +c cc+ c',
    'ownDm/other':             'NcNc NcN Nc Nc ccN c',
    'ownDm/deleted':           'XcXc XcX Xc Xc ccX c',
    ...closed,
    ...mismatched,
  },
  // Its author, and owners and admins wherever they may read. Done twice, the first time counts.
  // prettier-ignore
  'Mutation.deleteMessage': {
    //                          OoAa Ckg Mm Gh xwr s
    'public/own':              '++++ +++ ++ +c +c+ c',
    'public/other':            '++++ NNN NN Nc NcN c',
    'public/deleted':          '++++ +++ ++ +c +c+ c',
    'private/own':             '+c+c +c+ +c +c ccc c',
    'private/other':           '+c+c NcN Nc Nc ccc c',
    'private/deleted':         '+c+c +c+ +c +c ccc c',
    'ownDm/own':               '+c+c +c+ +c +c cc+ c',
    'ownDm/other':             '+c+c NcN Nc Nc ccN c',
    'ownDm/deleted':           '+c+c +c+ +c +c cc+ c',
    ...closed,
    ...mismatched,
  },
};
