/** Above this many updates, or this share of the bound contacts of a run, a person approves first. */
export const MASS_CHANGE_UPDATES = 500;
export const MASS_CHANGE_SHARE = 0.2;

/** Below this many updates a share says nothing: of three contacts, one is a third. */
export const MASS_CHANGE_MINIMUM = 50;

/**
 * Whether a run would change unusually many contacts that already exist: a wrong mapping or a bulk edit in Intercom
 * shows itself that way, and Xero has no undo. Pure.
 * @param bound records of the run whose Xero contact is known
 */
export function isMassChange(updates: number, bound: number): boolean {
	return updates > MASS_CHANGE_UPDATES || (updates > MASS_CHANGE_MINIMUM && updates > bound * MASS_CHANGE_SHARE);
}
