import type { Message, OutboxReason } from '@parley/client';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Announcer } from './Announcer.tsx';
import { Beginning, DayLine, More, NewLine, Skeleton } from './edges.tsx';
import { FloatingDay } from './FloatingDay.tsx';
import { JumpBar } from './JumpBar.tsx';
import { ListContext, type MenuPlace } from './list-context.ts';
import type { MessageListProps } from './message-list-props.ts';
import { RemoveDialog } from './RemoveDialog.tsx';
import { RowMenu } from './RowMenu.tsx';
import { isReadable, type Row } from './rows.ts';
import { RowView } from './RowView.tsx';
import { useEvent } from './use-event.ts';
import { useGoTo } from './use-go-to.ts';
import { useLastingActions } from './use-lasting-actions.ts';
import { useNotice } from './use-notice.ts';
import { type Pages, usePages } from './use-pages.ts';
import { useQuotes } from './use-quotes.ts';
import { useRovingFocus, useSettledFocus } from './use-roving-focus.ts';
import { useRows } from './use-rows.ts';
import { useScroller } from './use-scroller.ts';
import { useSight } from './use-sight.ts';
import { useToday } from './use-today.ts';
import { words } from './words.ts';

interface OpenMenu {
  message: Message;
  at: MenuPlace;
}

/** A channel's messages, the newest at the bottom. Only those near to what is in sight are in the page. */
export function MessageList(props: MessageListProps) {
  const { label, isDm, me, nameOf, messages, isLoaded, hasNewer, problem, editingId, mayModerate = false } = props;
  const { renderContent, renderAttachment, word = null, sayReason = sayOwnReason } = props;
  const box = useRef<HTMLDivElement>(null);
  const blank = useRef<HTMLDivElement>(null);
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  const [removing, setRemoving] = useState<Message | null>(null);
  const actions = useLastingActions(props.actions);
  const today = useToday();
  const { rows, newAfterSeq } = useRows(props);
  const sayError = useEvent(props.sayError ?? sayAnyError);
  const { notice, tell } = useNotice();
  useEffect(() => {
    if (word) tell(word.text);
  }, [word, tell]);
  const pages = usePages(props, sayError);
  const sight = useSight(props, rows, newAfterSeq, actions);
  const scroller = useScroller(box, blank, (next) => {
    sight.onSight(next);
    pages.consider(next);
  });

  const roving = useRovingFocus({
    box,
    rows,
    hasNewer,
    act(key, { message }, element) {
      if (message.deletedAt) return false;
      const isOwn = message.userId === me;
      switch (key) {
        case '+':
          if (actions.react) context.pickReaction(message, element);
          return actions.react !== undefined;
        case 'r':
          actions.reply?.(message);
          return actions.reply !== undefined;
        case 'e':
          if (isOwn) actions.edit?.(message);
          return isOwn && actions.edit !== undefined;
        case 'Delete':
          if (actions.remove && (isOwn || mayModerate)) setRemoving(message);
          return actions.remove !== undefined;
        default:
          return false;
      }
    },
  });
  const goTo = useGoTo(props, actions, scroller, roving.focus, {
    notThere: () => tell(words.notThere),
    failed: (error) => tell(sayError(error)),
  });
  const goToSeq = useEvent(goTo.seq);

  const context = useMemo<ListContext>(() => {
    const openMenu = (message: Message, at: OpenMenu['at']) => setMenu({ message, at });
    return {
      ...{ me, nameOf, mayModerate, actions, renderContent, renderAttachment, sayReason, openMenu },
      register: (key, element) => scroller.row(key, element),
      goToQuoted: ({ seq }) => goToSeq(seq),
      notice: tell,
      run(act) {
        const run = async () => act();
        run().catch((error: unknown) => tell(sayError(error)));
      },
      pickReaction(message, near) {
        if (actions.pickReaction) return actions.pickReaction(message, near);
        const { left, bottom } = near.getBoundingClientRect();
        openMenu(message, { x: left, y: bottom });
      },
    };
  }, [me, nameOf, mayModerate, actions, renderContent, renderAttachment, sayReason, scroller, tell, sayError, goToSeq]);

  const menuId = menu?.message.id;
  const closeMenu = useCallback(() => {
    setMenu(null);
    // Whoever pressed elsewhere has left already.
    const focused = document.activeElement;
    const isLeft = focused && focused !== document.body && !focused.closest('[role="menu"]');
    if (menuId !== undefined && !isLeft) scroller.elementOf(menuId)?.focus({ preventScroll: true });
  }, [scroller, menuId]);

  const pieces = scroller.plan(rows, roving.kept, hasNewer);
  const drawn = pieces.flatMap((piece) => (piece.kind === 'row' ? (rows.rows[piece.index] ?? []) : []));
  const quotedBy = useQuotes(rows, drawn, actions.findMessage);
  const tabStop = roving.tabStop(sight.isAtEnd, sight.firstInSight());
  useSettledFocus(roving, scroller, tabStop);

  const draw = (row: Row) => {
    if (isReadable(row)) {
      return (
        <RowView
          key={row.key}
          row={row}
          isTabStop={row.key === tabStop}
          isTarget={row.key === goTo.targetId}
          isEditing={row.key === editingId}
          quoted={quotedBy(row)}
        />
      );
    }
    switch (row.kind) {
      case 'day':
        return <DayLine key={row.key} rowKey={row.key} day={row.day} today={today} />;
      case 'new':
        return <NewLine key={row.key} rowKey={row.key} />;
      case 'beginning':
        return <Beginning key={row.key} rowKey={row.key} label={label} isDm={isDm} isEmpty={rows.rows.length === 1} />;
      case 'older':
      case 'newer':
        if (!isLoaded && row.kind === 'older') return <Opening key="opening" problem={problem} />;
        return <More key={row.key} rowKey={row.key} {...stateOf(row.kind, props, pages)} />;
      default:
        return row satisfies never;
    }
  };
  return (
    <ListContext value={context}>
      <div className="list">
        <div
          className="log"
          ref={box}
          role="log"
          aria-live="off"
          aria-label={words.log(label)}
          aria-describedby="list-keys"
          aria-busy={!isLoaded || props.isLoadingOlder || props.isLoadingNewer}
          tabIndex={tabStop === null ? 0 : undefined}
          onKeyDown={(event) => roving.onKeyDown(scroller, event)}
          onFocus={roving.onFocus}
          onBlur={roving.onBlur}
        >
          <div className="log-content">
            <div>
              <div ref={blank} />
              {pieces.map((piece, index) => {
                if (piece.kind === 'row') {
                  const row = rows.rows[piece.index];
                  return row ? draw(row) : null;
                }
                return index === 0 ? null : <div key={`blank:${index}`} style={{ height: piece.height }} />;
              })}
            </div>
          </div>
        </div>
        <FloatingDay box={box} day={sight.day} today={today} />
        <JumpBar
          latest={isLoaded && !sight.isAtEnd ? { count: sight.missedCount, go: goTo.newest } : null}
          firstUnread={sight.isLineAbove && newAfterSeq !== null ? () => goTo.seq(newAfterSeq + 1) : null}
        />
        <p className="list-notice" role="status">
          {notice}
        </p>
        <p className="visually-hidden" id="list-keys">
          {words.keys}
        </p>
        <Announcer messages={messages} me={me} nameOf={nameOf} isLoaded={isLoaded} hasNewer={hasNewer} />
        {menu ? <RowMenu {...menu} askRemoval={setRemoving} close={closeMenu} /> : null}
        {removing ? <RemoveDialog message={removing} close={() => setRemoving(null)} /> : null}
      </div>
    </ListContext>
  );
}

function sayAnyError(error: unknown): string {
  return error instanceof Error ? error.message : words.somethingWrong;
}

function sayOwnReason({ message }: OutboxReason): string {
  return message;
}

function stateOf(kind: 'older' | 'newer', props: MessageListProps, pages: Pages) {
  return {
    kind,
    isLoading: kind === 'older' ? props.isLoadingOlder : props.isLoadingNewer,
    problem: pages.problems[kind],
    load: () => pages.load(kind),
  };
}

function Opening({ problem }: { problem: MessageListProps['problem'] }) {
  if (!problem) {
    return (
      <div className="opening-list">
        <span className="visually-hidden">{words.loading}</span>
        <Skeleton count={7} />
      </div>
    );
  }
  return (
    <div className="more">
      <p role="alert">{problem.text}</p>
      {problem.retry ? (
        <button className="button" type="button" onClick={problem.retry}>
          {words.tryAgain}
        </button>
      ) : null}
    </div>
  );
}
