import type { Rules } from '../notation.ts';

/**
 * Who may do what with a channel. In `ownDm` are those who are in the other channels too (`w`, who left the workspace, among
 * them, and `r`, who came back: the people of a direct message are for good); in `foreignDm` are none of them.
 *
 * Whoever may not know of a channel gets `c`, as for an id of nothing. Then comes what nobody may, then what the caller may not
 * for what they are, and at last whether the channel is open.
 */
// prettier-ignore
const read = {
  //                  OoAa Ckg Mm Gh xwr s
  public:            '++++ +++ ++ +c +c+ c',
  private:           '+c+c +c+ +c +c ccc c',
  ownDm:             '+c+c +c+ +c +c cc+ c',
  foreignDm:         'cccc ccc cc cc ccc c',
  archivedPublic:    '++++ +++ ++ +c +c+ c',
  archivedPrivate:   '+c+c +c+ +c +c ccc c',
};

// prettier-ignore
const write = {
  //                  OoAa Ckg Mm Gh xwr s
  public:            '++++ +++ ++ +c +c+ c',
  private:           '+c+c +c+ +c +c ccc c',
  ownDm:             '+c+c +c+ +c +c cc+ c',
  foreignDm:         'cccc ccc cc cc ccc c',
  archivedPublic:    'AAAA AAA AA Ac AcA c',
  archivedPrivate:   'AcAc AcA Ac Ac ccc c',
};

export const channelRules: Rules = {
  'Query.getChannel': read,
  'Query.messagesByChannel': read,
  'Query.syncChannel': read,
  'Query.listChannelMembers': read,
  'Subscription.onChannelEvent': read,
  'Mutation.sendTyping': write,
  'Mutation.requestUpload': write,
  // Whoever may, and uploaded nothing.
  'Mutation.finishUpload': Object.fromEntries(
    Object.entries(write).map(([object, row]) => [object, row.replaceAll('+', 'f')]),
  ),
  // prettier-ignore
  'Mutation.sendMessage': {
    ...write,
    // The caller's own message once more, with and without the hint that it is. With it, an archived channel answers too.
    //                        OoAa Ckg Mm Gh xwr s
    'public/again':          '++++ +++ ++ +c +c+ c',
    'private/again':         '+c+c +c+ +c +c ccc c',
    'ownDm/again':           '+c+c +c+ +c +c cc+ c',
    'foreignDm/again':       'cccc ccc cc cc ccc c',
    'archivedPublic/again':  'AAAA AAA AA Ac AcA c',
    'archivedPrivate/again': 'AcAc AcA Ac Ac ccc c',
    'public/retry':          '++++ +++ ++ +c +c+ c',
    'private/retry':         '+c+c +c+ +c +c ccc c',
    'ownDm/retry':           '+c+c +c+ +c +c cc+ c',
    'foreignDm/retry':       'cccc ccc cc cc ccc c',
    'archivedPublic/retry':  '++++ +++ ++ +c +c+ c',
    'archivedPrivate/retry': '+c+c +c+ +c +c ccc c',
    // With the id of another's message, here and in a channel that nobody of them can see; with the hint too.
    'public/taken':          'TTTT TTT TT Tc TcT c',
    'public/takenElsewhere': 'TTTT TTT TT Tc TcT c',
    'public/takenRetry':     'TTTT TTT TT Tc TcT c',
    'private/taken':         'TcTc TcT Tc Tc ccc c',
    // In answer to a message of this channel; of one that some of them can see; of one that none can.
    'public/reply':          '++++ +++ ++ +c +c+ c',
    'private/reply':         '+c+c +c+ +c +c ccc c',
    'public/replyElsewhere': 'pppp ppp pp pc pcp c',
    'public/replyHidden':    'pppp ppp pp pc pcp c',
    'private/replyHidden':   'pcpc pcp pc pc ccc c',
  },
  // A marker is its member's. It moves in an archived channel too.
  // prettier-ignore
  'Mutation.markRead': {
    //                  OoAa Ckg Mm Gh xwr s
    public:            '+M+M +M+ +M +c McM c',
    private:           '+c+c +c+ +c +c ccc c',
    ownDm:             '+c+c +c+ +c +c cc+ c',
    foreignDm:         'cccc ccc cc cc ccc c',
    archivedPublic:    '+M+M +M+ +M +c McM c',
    archivedPrivate:   '+c+c +c+ +c +c ccc c',
  },
  // Whoever is in it already is so once more. Nobody puts themselves into a private one.
  // prettier-ignore
  'Mutation.joinChannel': {
    //                  OoAa Ckg Mm Gh xwr s
    public:            '++++ +++ ++ +c +c+ c',
    private:           '+c+c +c+ +c +c ccc c',
    ownDm:             'DcDc DcD Dc Dc ccD c',
    foreignDm:         'cccc ccc cc cc ccc c',
    archivedPublic:    'AAAA AAA AA Ac AcA c',
    archivedPrivate:   'AcAc AcA Ac Ac ccc c',
  },
  // prettier-ignore
  'Mutation.leaveChannel': {
    //                  OoAa Ckg Mm Gh xwr s
    public:            '+M+M +M+ +M +c McM c',
    private:           '+c+c +c+ +c +c ccc c',
    ownDm:             'DcDc DcD Dc Dc ccD c',
    foreignDm:         'cccc ccc cc cc ccc c',
    archivedPublic:    'AMAM AMA AM Ac McM c',
    archivedPrivate:   'AcAc AcA Ac Ac ccc c',
  },
  // Its members add, unless they are guests.
  // prettier-ignore
  'Mutation.addChannelMember': {
    //                  OoAa Ckg Mm Gh xwr s
    public:            '+M+M +MR +M Rc McM c',
    private:           '+c+c +cR +c Rc ccc c',
    ownDm:             'DcDc DcD Dc Dc ccD c',
    foreignDm:         'cccc ccc cc cc ccc c',
    archivedPublic:    'AMAM AMR AM Rc McM c',
    archivedPrivate:   'AcAc AcR Ac Rc ccc c',
    // Who is in it already; who left the workspace, with what they left over; who was never in it; who came back to it.
    'public/again':    '+M+M +MR +M Rc McM c',
    'public/left':     'uMuM uMR uM Rc McM c',
    'private/left':    'ucuc ucR uc Rc ccc c',
    'public/outsider': 'uMuM uMR uM Rc McM c',
    'private/outsider':'ucuc ucR uc Rc ccc c',
    'private/back':    '+c+c +cR +c Rc ccc c',
    // Oneself: no way around joining, which a private channel does not have.
    'public/self':     '+M+M +MR +M Rc McM c',
    'private/self':    '+c+c +cR +c Rc ccc c',
  },
  // Its creator, unless they are a guest by now, owners and admins; of a private one only those who are in it.
  // prettier-ignore
  'Mutation.removeChannelMember': {
    //                  OoAa Ckg Mm Gh xwr s
    public:            '++++ ++R RR Rc RcR c',
    private:           '+c+c +cR Rc Rc ccc c',
    ownDm:             'DcDc DcD Dc Dc ccD c',
    foreignDm:         'cccc ccc cc cc ccc c',
    archivedPublic:    'AAAA AAR RR Rc RcR c',
    archivedPrivate:   'AcAc AcR Rc Rc ccc c',
    // Everyone themselves: as leaving.
    'public/self':     '+M+M +M+ +M +c McM c',
    'private/self':    '+c+c +c+ +c +c ccc c',
    'ownDm/self':      'DcDc DcD Dc Dc ccD c',
    'archivedPublic/self': 'AMAM AMA AM Ac McM c',
    // Who is not in it; who was never in the workspace; whose membership is of an earlier stay there (`r`, to whom it is themselves).
    'public/absent':   'uuuu uuR RR Rc RcR c',
    'private/absent':  'ucuc ucR Rc Rc ccc c',
    'public/outsider': 'uuuu uuR RR Rc RcR c',
    'private/outsider':'ucuc ucR Rc Rc ccc c',
    'public/back':     'uuuu uuR RR Rc RcM c',
  },
  // prettier-ignore
  'Mutation.updateChannel': {
    //                  OoAa Ckg Mm Gh xwr s
    public:            '++++ ++R RR Rc RcR c',
    private:           '+c+c +cR Rc Rc ccc c',
    ownDm:             'DcDc DcD Dc Dc ccD c',
    foreignDm:         'cccc ccc cc cc ccc c',
    archivedPublic:    'AAAA AAR RR Rc RcR c',
    archivedPrivate:   'AcAc AcR Rc Rc ccc c',
    'public/topic':    '++++ ++R RR Rc RcR c',
    // Made private, and what is private made public.
    'public/close':    '++++ ++R RR Rc RcR c',
    'private/open':    'ScSc ScR Rc Rc ccc c',
    'ownDm/open':      'DcDc DcD Dc Dc ccD c',
  },
  // Closed for writing; `reopen`: opened again. Done twice, the first time counts.
  // prettier-ignore
  'Mutation.archiveChannel': {
    //                  OoAa Ckg Mm Gh xwr s
    public:            '++++ ++R RR Rc RcR c',
    private:           '+c+c +cR Rc Rc ccc c',
    ownDm:             'DcDc DcD Dc Dc ccD c',
    foreignDm:         'cccc ccc cc cc ccc c',
    archivedPublic:    '++++ ++R RR Rc RcR c',
    archivedPrivate:   '+c+c +cR Rc Rc ccc c',
    'archivedPublic/reopen':  '++++ ++R RR Rc RcR c',
    'archivedPrivate/reopen': '+c+c +cR Rc Rc ccc c',
    'public/reopen':          '++++ ++R RR Rc RcR c',
    'ownDm/reopen':           'DcDc DcD Dc Dc ccD c',
  },
};
