/** Installing as an app: the browser says when it may be, and asks the person itself. */

/** As Chromium has it; no standard names it. */
interface InstallPrompt extends Event {
  prompt(): Promise<unknown>;
}

class Install {
  #asked = $state.raw<InstallPrompt | null>(null);

  /** It may be installed, and is not yet. */
  readonly isOffered = $derived(this.#asked !== null);

  /** Listens to the browser; the layout calls it once. */
  start(): () => void {
    const offer = (event: Event) => {
      // Not under people's hands: the button stands where one prepares to leave.
      event.preventDefault();
      // The browser's own event of this name.
      this.#asked = event as InstallPrompt;
    };
    const done = () => (this.#asked = null);
    addEventListener('beforeinstallprompt', offer);
    addEventListener('appinstalled', done);
    return () => {
      removeEventListener('beforeinstallprompt', offer);
      removeEventListener('appinstalled', done);
    };
  }

  async ask(): Promise<void> {
    const asked = this.#asked;
    this.#asked = null;
    await asked?.prompt();
  }
}

export const install = new Install();
