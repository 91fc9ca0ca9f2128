import type { MetricSummary } from '@parley/client';
import { useConnection } from '@parley/client/react';
import { useSyncExternalStore } from 'react';
import { Dialog } from '../dialogs/Dialog.tsx';
import { useShell } from '../shell/shell-context.ts';
import { strings } from '../strings/index.ts';

const words = strings.shell.metrics;

/** How it goes with this window's real-time connection, as it measures itself. */
export function MetricsDialog({ close }: { close: () => void }) {
  const { parley } = useShell();
  const status = useConnection();
  const metrics = useSyncExternalStore(parley.metrics.onChange, parley.metrics.state);
  const outbox = useSyncExternalStore(parley.outbox.onChange, parley.outbox.state);
  const number = new Intl.NumberFormat();
  const times: readonly (readonly [string, MetricSummary | undefined])[] = [
    [words.delivery, metrics['delivery-latency']],
    [words.sent, metrics['send-stored']],
    [words.caughtUp, metrics['reconnect-time']],
  ];
  const counts: readonly (readonly [string, number])[] = [
    [words.received, metrics.delivery?.count ?? 0],
    [words.lost, metrics['connection-lost']?.count ?? 0],
    [words.reconnects, metrics['reconnect-time']?.count ?? 0],
    [words.gaps, metrics['gap-found']?.count ?? 0],
    [words.gapsClosed, metrics['gap-closed']?.count ?? 0],
    [words.waiting, outbox.depth],
    ...(outbox.refused > 0 ? [[words.refused, outbox.refused] as const] : []),
  ];
  return (
    <Dialog title={words.title} close={close}>
      <p className={`metrics-status is-${status}`}>
        <span className="visually-hidden">{words.status}: </span>
        {words.statuses[status]}
      </p>
      <table className="metrics">
        <thead>
          <tr>
            <th scope="col">{words.what}</th>
            <th scope="col">{words.half}</th>
            <th scope="col">{words.most}</th>
            <th scope="col">{words.count}</th>
          </tr>
        </thead>
        <tbody>
          {times.map(([name, metric]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{metric?.recent ? words.ms(metric.recent.p50) : words.none}</td>
              <td>{metric?.recent ? words.ms(metric.recent.p95) : words.none}</td>
              <td>{metric ? number.format(metric.count) : words.none}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <dl className="counts">
        {counts.map(([name, count]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{number.format(count)}</dd>
          </div>
        ))}
      </dl>
      <p className="hint">{words.explained}</p>
    </Dialog>
  );
}
