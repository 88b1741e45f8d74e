const FOCUSABLE =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), [tabindex="0"]';

/** Open dialogs, the topmost last: Escape and Tab are for that one only. */
const open: HTMLElement[] = [];

/**
 * An attachment for dialogs: focus moves in, stays in, and returns to where it was; Escape closes. Not a
 * `<dialog>` in the top layer, since notices have to stay readable above it.
 */
export function modalFocus(close: () => void) {
  return (dialog: HTMLElement): (() => void) => {
    const before = document.activeElement;
    open.push(dialog);
    (dialog.querySelector<HTMLElement>('[data-autofocus]') ?? dialog).focus();

    const onKey = (event: KeyboardEvent): void => {
      if (open.at(-1) !== dialog) return;
      if (event.key === 'Escape') {
        event.preventDefault();
        close();
      } else if (event.key === 'Tab') {
        keepInside(dialog, event);
      }
    };
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('keydown', onKey);
      open.splice(open.indexOf(dialog), 1);
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  };
}

function keepInside(dialog: HTMLElement, event: KeyboardEvent): void {
  const stops = [...dialog.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(
    (element) => element.tabIndex >= 0 && element.checkVisibility?.() !== false,
  );
  const first = stops[0];
  const last = stops.at(-1);
  const active = document.activeElement;
  const outside = !dialog.contains(active);
  if (first === undefined || last === undefined) event.preventDefault();
  else if (event.shiftKey && (active === first || active === dialog || outside)) {
    event.preventDefault();
    last.focus();
  } else if (!event.shiftKey && (active === last || outside)) {
    event.preventDefault();
    first.focus();
  }
}
