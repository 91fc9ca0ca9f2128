import type { Foreigner } from './foreigner.ts';
import type { Members } from './members.ts';
import type { Plan } from './plan.ts';
import type { Service } from './service/service.ts';
import type { Tab } from './tabs.ts';

/** All that a run consists of while it goes on: what faults befall. */
export interface Stage {
  readonly plan: Plan;
  readonly service: Service;
  readonly tabs: readonly Tab[];
  readonly channelIds: readonly string[];
  readonly members: Members;
  readonly foreigner: Foreigner;
  /** Tabs that a fault has in its hands, and others leave alone. */
  readonly busy: Set<Tab>;
  /** Whether tabs write and read at this moment. */
  readonly isWorking: boolean;
  /** Its device has other tabs. */
  isShared(tab: Tab): boolean;
  /** The next so many times that the tab asks for a token it is given none. */
  failTokens(tab: Tab, count: number): void;
  wait(ms: number): Promise<void>;
  /** Resolves once it is so, or after that time: false then. */
  until(isSo: () => boolean, withinMs: number): Promise<boolean>;
}
