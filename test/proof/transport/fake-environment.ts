import type { Environment, EnvironmentEvent } from '../../../client/src/connection/environment.ts';

/** Surroundings that do as they are told. */
export class FakeEnvironment implements Environment {
  readonly #listeners = new Set<Parameters<Environment['listen']>[0]>();
  #hasNetwork = true;
  #isVisible = true;

  hasNetwork(): boolean {
    return this.#hasNetwork;
  }

  isVisible(): boolean {
    return this.#isVisible;
  }

  listen(tell: Parameters<Environment['listen']>[0]): () => void {
    this.#listeners.add(tell);
    return () => this.#listeners.delete(tell);
  }

  setNetwork(hasNetwork: boolean): void {
    this.#hasNetwork = hasNetwork;
    this.#tell(hasNetwork ? 'went-online' : 'went-offline');
  }

  setVisible(isVisible: boolean): void {
    this.#isVisible = isVisible;
    this.#tell(isVisible ? 'became-visible' : 'became-hidden');
  }

  #tell(event: EnvironmentEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }
}
