import type { Channel, ChannelTimeline, TimelineState } from '@parley/client';
import { useMemo, useRef } from 'react';
import { groupMessages } from './group-messages.ts';
import { MessageGroup } from './MessageGroup.tsx';
import { OlderMessages } from './OlderMessages.tsx';
import { sayDay } from './say-time.ts';
import { useReadingPosition } from './use-reading-position.ts';

interface Props {
  channel: Channel;
  /** How the channel is called in a sentence. */
  label: string;
  timeline: ChannelTimeline | null;
  state: TimelineState;
  /** Counts what the reader has sent: each one leads to the end of the list. */
  sends: number;
}

export function MessageList({ channel, label, timeline, state, sends }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const days = useMemo(() => groupMessages(state.messages), [state.messages]);
  useReadingPosition(box, state.messages, sends);

  return (
    <div
      className="log"
      ref={box}
      role="log"
      aria-label={`Messages in ${label}`}
      aria-busy={!state.isLoaded || state.isLoadingOlder}
      tabIndex={0}
    >
      <div className="log-content">
        {!state.isLoaded && !state.error && <p className="opening">Loading messages…</p>}
        {state.isLoaded && timeline && state.hasOlder && <OlderMessages box={box} timeline={timeline} state={state} />}
        {state.isLoaded && !state.hasOlder && <Beginning channel={channel} label={label} isEmpty={days.length === 0} />}
        {state.isLoaded &&
          days.map(({ date, groups }) => (
            <section key={date.getTime()} aria-label={sayDay(date)}>
              <h2 className="day">
                <span>{sayDay(date)}</span>
              </h2>
              <ol>
                {groups.map((group) => (
                  <MessageGroup key={group.messages[0].id} group={group} />
                ))}
              </ol>
            </section>
          ))}
      </div>
    </div>
  );
}

function Beginning({ channel, label, isEmpty }: { channel: Channel; label: string; isEmpty: boolean }) {
  return (
    <div className="beginning">
      <p className="beginning-title" dir="auto">
        {channel.isDm ? label : `Welcome to ${label}`}
      </p>
      <p className="quiet">
        {isEmpty
          ? 'No messages yet. Write the first one.'
          : `This is where ${channel.isDm ? 'your conversation' : label} begins.`}
      </p>
    </div>
  );
}
