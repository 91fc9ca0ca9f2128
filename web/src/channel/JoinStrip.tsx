import { operationsOf } from '@parley/client';
import { useState } from 'react';
import { sayError } from '../shell/say-error.ts';
import { useShell } from '../shell/shell-context.ts';
import { strings } from '../strings/index.ts';

const words = strings.channel;

/** Offers a public channel that the reader is only looking at. It is gone once they are in it. */
export function JoinStrip({ channelId, label }: { channelId: string; label: string }) {
  const { parley } = useShell();
  const [state, setState] = useState<'out' | 'joining' | 'in'>('out');
  const [problem, setProblem] = useState<string | null>(null);

  async function join() {
    setState('joining');
    setProblem(null);
    try {
      await operationsOf(parley).joinChannel(channelId);
      setState('in');
    } catch (error) {
      setState('out');
      setProblem(sayError(error));
    }
  }

  if (state === 'in') return null;
  return (
    <div className="channel-strip">
      <p dir="auto">{words.looking(label)}</p>
      {problem !== null && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
      <button className="button" type="button" disabled={state === 'joining'} onClick={() => void join()}>
        {state === 'joining' ? words.joining : words.join}
      </button>
    </div>
  );
}
