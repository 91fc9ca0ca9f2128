/** What the tabs of one browser tell each other, as one of them sees it. */
export interface Notes<Note> {
  /** Hears what other tabs tell. Called once. */
  hear(listener: (note: Note) => void): void;
  /** Tells the other tabs. */
  tell(note: Note): void;
  close(): void;
}

/** The tabs of this browser that use the same `name`. Null = they can not find each other. */
export function browserNotes<Note>(name: string): Notes<Note> | null {
  const { BroadcastChannel } = globalThis as Partial<typeof globalThis>;
  if (!BroadcastChannel) return null;
  const channel = new BroadcastChannel(name);
  // Node would not end while one is open; a page has no such function.
  (channel as { unref?: () => void }).unref?.();
  return {
    hear(listener) {
      // Only this code writes to the channel.
      channel.onmessage = ({ data }: MessageEvent<Note>) => listener(data);
    },
    tell: (note) => channel.postMessage(note),
    close: () => channel.close(),
  };
}

/** The notes of a person who is not known yet: what is told before goes to nobody. */
export function lateNotes<Note>(person: Promise<string>, open: (person: string) => Notes<Note> | null): Notes<Note> {
  let notes: Notes<Note> | null = null;
  let listener: (note: Note) => void = () => {};
  let isClosed = false;
  person.then(
    (known) => {
      if (isClosed) return;
      notes = open(known);
      notes?.hear((note) => listener(note));
    },
    // Who the person is will be asked again by what needs it; this tab is alone then.
    () => {},
  );
  return {
    hear: (hear) => void (listener = hear),
    tell: (note) => notes?.tell(note),
    close() {
      isClosed = true;
      notes?.close();
      notes = null;
    },
  };
}
